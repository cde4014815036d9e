"""What a reader may say: the relations that a mission can have to a demand, and why a committee is named."""

CARRYING = ("exact", "close", "narrower", "broader")
"""The relations in which a mission carries a demand, in whole or in part (SKOS mapping terms; codebook.md)."""


RELATIONS = (*CARRYING, "related", "none")
"""All relations; ``related`` does not carry, and ``none`` is a vote of no."""


BASES = ("mission", "remit", "none")
"""Why a committee has to act: a mission of its own, its ordinary remit, or (outvoted) not at all."""
