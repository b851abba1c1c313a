"""What carriers write of the time after an allowance, in lower case: what follows, and the words around it."""

THROTTLE = (
    "throttled", "throttling", "slowed down", "slowed", "reduced speed", "reduced speeds", "speed reduced", "slower",
    "speed reduces", "slower speeds", "slow speed", "low speed", "gedrosselt", "drosselung", "drossel", "reduziert",
    "reduzierte geschwindigkeit", "débit réduit", "débits réduits", "vitesse réduite", "bridé", "velocidad reducida",
    "bajada de velocidad", "reducción de velocidad", "velocità ridotta", "velocidade reduzida", "redução de velocidade",
    "verlaagde snelheid", "lagere snelheid", "低速", "速度制限", "通信制限", "低速化", "제한", "속도제한", "속도 제한",
    "속도제어", "속도 제어", "저속", "降速", "限速", "kecepatan diturunkan", "kecepatan turun", "пониженная скорость",
    "снижение скорости", "скорость снижается", "скорость ограничивается", "знижена швидкість", "düşük hız",
    "hız düşer", "zmniejszona prędkość", "obniżona prędkość", "nedsatt hastighet", "sänkt hastighet",
    "nedsat hastighed", "redusert hastighet", "alennettu nopeus", "snížená rychlost", "zpomaleno", "zpomalení",
    "znížená rýchlosť", "csökkentett sebesség", "viteză redusă", "μειωμένη ταχύτητα", "намалена скорост",
    "تخفيض السرعة", "تنخفض السرعة", "سرعة مخفضة", "کاهش سرعت", "מהירות מופחתת", "האטה", "ลดความเร็ว",
    "giảm tốc độ", "hạ băng thông", "kelajuan dikurangkan",
)  # fmt: skip
BLOCK = (
    "blocked", "block", "cut off", "stopped", "stops", "no data", "no service", "gesperrt", "gestoppt", "sperre",
    "datensperre", "sperrung", "bloqué", "bloquée", "coupé", "coupure", "bloqueado", "se corta", "corte de datos",
    "bloccato", "bloccata", "blocco", "geblokkeerd", "停止", "利用停止", "通信停止", "利用不可", "차단", "이용 차단",
    "이용차단", "사용불가", "断网", "斷網", "停用", "即停", "停止上网", "diblokir", "dihentikan", "заблокировано",
    "блокируется", "доступ прекращается", "блокується", "engellenir", "kesilir", "zablokowany", "blokada", "spärrat",
    "spärras", "stängs av", "spærret", "sperret", "estetty", "zablokováno", "blokovaný", "letiltva", "blocat",
    "φραγή", "блокиран", "إيقاف", "يتم إيقاف الخدمة", "قطع", "חסימה", "ระงับ", "ngừng", "dihentikan perkhidmatan",
)  # fmt: skip
CHARGE = (
    "pay as you go", "payg", "charged per mb", "standard rates", "standard rate", "standard charges",
    "standard roaming rates", "out of bundle rates", "out-of-bundle rates", "kostenpflichtig", "wird berechnet",
    "facturé", "facturation", "hors forfait", "tarifa normal", "tarifa base", "a consumo", "従量課金", "종량제",
    "종량 과금", "按量计费", "按量計費", "tarif normal", "tarif dasar", "по тарифу", "wg cennika", "dle ceníku",
    "enligt prislista",
)  # fmt: skip
TOP_UP = (
    "auto top-up", "automatic top-up", "automatic top-ups", "top up", "top-up", "automatisch nachgebucht",
    "datenautomatik", "recharge automatique", "recarga automática", "ricarica automatica", "自動チャージ", "자동충전",
    "자동 충전", "自动续订", "自動加值", "автопродление", "otomatik yenilenir",
)  # fmt: skip
# Leaders and fillers; they say nothing by themselves.
ASIDE = (
    "then", "thereafter", "afterwards", "after that", "after", "after fup", "post fup", "post which", "unlimited", "at",
    "@", "of", "up to", "max", "maximum", "is", "are", "will be", "to", "speed", "speeds", "data", "service",
    "internet",
    "you", "your", "a", "throttled to", "reduced to", "slowed to", "slowed down to", "limited to", "charged at",
    "rates", "apply", "applies", "qos", "danach", "anschließend", "dann", "auf", "mit", "bis zu", "maximal", "max.",
    "gedrosselt auf", "weiter", "surfen", "wird", "geschwindigkeit", "puis", "ensuite", "au-delà", "à", "jusqu'à",
    "débit réduit à", "débit", "réduit", "limité", "bridé à", "luego", "después", "a partir de ahí", "hasta",
    "velocidad", "poi", "dopo", "fino a", "velocità", "navigazione", "depois", "após", "após isso", "até",
    "velocidade", "daarna", "vervolgens", "met", "tot", "snelheid", "以降は", "以降", "その後は", "その後",
    "超過後は", "超過後", "容量", "最大", "送受信", "の", "に", "で", "は", "低速", "に制限", "まで", "通信速度",
    "이후", "이후에는", "초과 시", "초과시", "소진 후", "소진 시", "소진시", "데이터", "최대", "속도로", "속도",
    "로", "무제한", "제어", "之后", "之後", "超出后", "超出後", "用完后", "用完後", "用完", "后", "後", "至", "降速至",
    "限速至", "限速", "降速", "吃到飽", "setelah itu", "kemudian", "selanjutnya", "hingga", "menjadi", "kecepatan",
    "selepas itu", "kelajuan", "затем", "далее", "до", "скорость", "после", "потом", "потім", "далі", "після",
    "швидкість", "sonra", "sonrası", "sonrasında", "ardından", "hızla", "hızında", "kadar", "potem", "następnie",
    "prędkość", "do", "na", "därefter", "sedan", "surfen", "hastighet", "derefter", "deretter", "hastighed",
    "sen jälkeen", "sitten", "nopeus", "poté", "potom", "rychlost", "rýchlosť", "utána", "ezután", "sebesség",
    "apoi", "până la", "viteză", "μετά", "έπειτα", "ταχύτητα", "έως", "след това", "скорост", "ثم", "حتى",
    "بعد ذلك", "بسرعة", "السرعة", "إلى", "سپس", "پس از آن", "سرعت", "তারপর", "গতি", "इसके बाद", "की स्पीड", "स्पीड",
    "จากนั้น", "หลังจากนั้น", "ความเร็ว", "สูงสุด", "sau đó", "giảm xuống", "tốc độ", "לאחר מכן", "ואז", "למהירות",
    "מהירות", "במהירות",
)  # fmt: skip
