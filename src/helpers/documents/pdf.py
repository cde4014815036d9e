from helpers.documents.blocks import Block
from helpers.documents.limits import Watch


def read_pdf(data: bytes, watch: Watch) -> list[Block]:
    return []
