-- Facts that no carrier page gives: places and dated rules of law.
create schema ref;
