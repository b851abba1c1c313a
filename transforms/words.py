"""The closed vocabularies of the ledger. A word that is not here is an error, never a guess.

Terms follow TM Forum (product offering), GSMA and schema.org where they have one; see docs/tables.md.
"""

from enum import StrEnum


class CarrierType(StrEnum):
    """Who sells: a mobile network, an MVNO, or a travel-eSIM seller."""

    NETWORK = "network"
    MVNO = "mvno"
    ESIM_SELLER = "esim_seller"


class SourceStatus(StrEnum):
    """LIVE and WATCH are fetched; HISTORIC is readable and back-fillable, never fetched; OFF is neither."""

    LIVE = "live"
    OFF = "off"
    HISTORIC = "historic"
    WATCH = "watch"


class Terms(StrEnum):
    """What the site's terms of use say about automatic reading, as far as a person has looked."""

    UNCHECKED = "unchecked"
    ALLOWED = "allowed"
    SILENT = "silent"
    FORBIDDEN = "forbidden"


class Media(StrEnum):
    """How a part's bytes are to be understood."""

    HTML = "html"
    JSON = "json"
    CSV = "csv"
    TEXT = "text"
    PDF = "pdf"


class Usage(StrEnum):
    """HOME: used in the seller's own country. ROAMING: a home plan abroad. TRAVEL: sold for the place visited."""

    HOME = "home"
    ROAMING = "roaming"
    TRAVEL = "travel"


class Segment(StrEnum):
    CONSUMER = "consumer"
    BUSINESS = "business"
    PREPAID = "prepaid"


class Kind(StrEnum):
    """DAY_PASS is billed for days used; PACK once for a size; INCLUDED comes with a plan; RATE is per unit."""

    DAY_PASS = "day_pass"
    PACK = "pack"
    INCLUDED = "included"
    RATE = "rate"
    PLAN = "plan"


class Service(StrEnum):
    DATA = "data"
    VOICE = "voice"
    SMS = "sms"
    MMS = "mms"
    VOICEMAIL = "voicemail"
    BUNDLE = "bundle"


class Sim(StrEnum):
    ESIM = "esim"
    PHYSICAL = "physical"
    BOTH = "both"


class CalledScope(StrEnum):
    """Where a call or message goes, seen from the place visited (HOME: back to the subscriber's own country)."""

    LOCAL = "local"
    HOME = "home"
    THIRD = "third"
    ANY = "any"
    INCOMING = "incoming"


class PriceState(StrEnum):
    """Why there is a price, or none. UNAVAILABLE (not sold there) is never the same as NOT_STATED (unknown).

    FROM: only the lowest of several prices is printed, so no single offer's price is known.
    """

    STATED = "stated"
    FREE = "free"
    INCLUDED = "included"
    HOME_RATE = "home_rate"
    FROM = "from"
    UNAVAILABLE = "unavailable"
    NOT_STATED = "not_stated"


class PriceRole(StrEnum):
    """What an amount is. BASE is what anybody pays now; LIST what is struck through beside it or follows a promo."""

    BASE = "base"
    LIST = "list"
    PROMO = "promo"
    MEMBER = "member"
    FROM = "from"
    FIRST_LINE = "first_line"
    NEXT_LINE = "next_line"
    OVERAGE = "overage"
    TOP_UP = "top_up"
    DAILY_CAP = "daily_cap"
    SPEND_CAP = "spend_cap"


class TaxBasis(StrEnum):
    INCLUDED = "included"
    EXCLUDED = "excluded"
    VARIES = "varies"
    NONE = "none"


class DataPer(StrEnum):
    TOTAL = "total"
    DAY = "day"
    MONTH = "month"


class DataBasis(StrEnum):
    """What a page's gigabyte is: 1024-based, 1000-based, or not said (counted as 1024)."""

    BINARY = "binary"
    DECIMAL = "decimal"
    NOT_STATED = "not_stated"


class AllowanceRole(StrEnum):
    BASE = "base"
    BONUS = "bonus"
    TETHER = "tether"
    TOP_UP = "top_up"


class AfterCap(StrEnum):
    """What follows when the allowance is used up."""

    THROTTLE = "throttle"
    BLOCK = "block"
    CHARGE = "charge"
    TOP_UP = "top_up"


class DayRule(StrEnum):
    """When a "day" ends. The zone stands in ``day_tz`` for HOME_TZ and FIXED_OFFSET."""

    ROLLING_24H = "rolling_24h"
    HOME_TZ = "home_tz"
    VISITED_CAPITAL = "visited_capital"
    FIXED_OFFSET = "fixed_offset"
    PURCHASE_DAY = "purchase_day"


class StartRule(StrEnum):
    FIRST_USE = "first_use"
    INSTALL = "install"
    PURCHASE = "purchase"
    DATE = "date"


class PlaceStatus(StrEnum):
    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


class PlacesBasis(StrEnum):
    """How the page names its places. Only FULL_LIST proves that a place which is missing is not covered."""

    FULL_LIST = "full_list"
    EXAMPLES = "examples"
    COUNT_ONLY = "count_only"


class Confidence(StrEnum):
    """How near to its origin a fact is. PRIMARY: the seller's own page, document or bill; SECONDARY: somebody's report
    of it; UNVERIFIED: heard, and seen by nobody."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"
