"""Read columns of a simple Parquet file with nothing but the standard library.

Only what the gazetteers' sources use is understood: flat tables whose columns
are all required, Snappy compression, version 1 data pages, and the types INT32
and BYTE_ARRAY (text), plain or dictionary encoded.  Anything else raises
``ValueError`` rather than giving wrong values.
"""

from __future__ import annotations

import struct
from pathlib import Path

MAGIC = b"PAR1"

# Numbers of the Parquet format (parquet.thrift).
INT32, BYTE_ARRAY = 1, 6
SNAPPY = 1
PLAIN, PLAIN_DICTIONARY, RLE_DICTIONARY = 0, 2, 8
DATA_PAGE, DICTIONARY_PAGE = 0, 2

# Numbers of the fields that are read.
META_ROW_GROUPS = 4
GROUP_COLUMNS = 1
CHUNK_META = 3
COLUMN_TYPE, COLUMN_PATH, COLUMN_CODEC = 1, 3, 4
COLUMN_VALUES, COLUMN_DATA_OFFSET, COLUMN_DICTIONARY_OFFSET = 5, 9, 11
PAGE_TYPE, PAGE_COMPRESSED_SIZE, PAGE_DATA, PAGE_DICTIONARY = 1, 3, 5, 7
PAGE_VALUES, PAGE_ENCODING = 1, 2


def read_columns(path: Path, names: list[str]) -> list[list]:
    """Return the values of the named columns, in the order of ``names``."""
    data = Path(path).read_bytes()
    if data[:4] != MAGIC or data[-4:] != MAGIC:
        raise ValueError(f"{path} is not a Parquet file")
    (size,) = struct.unpack("<I", data[-8:-4])
    meta, _ = _Thrift(data, len(data) - 8 - size).struct()
    columns: dict[str, list] = {name: [] for name in names}
    for group in meta[META_ROW_GROUPS]:
        for chunk in group[GROUP_COLUMNS]:
            column = chunk[CHUNK_META]
            name = column[COLUMN_PATH][0].decode()
            if name in columns:
                columns[name].extend(_read_chunk(data, column))
    return [columns[name] for name in names]


def _read_chunk(data: bytes, column: dict) -> list:
    """Return the values of one column of one row group."""
    if column[COLUMN_CODEC] != SNAPPY:
        raise ValueError(f"codec {column[COLUMN_CODEC]} is not supported")
    kind, wanted = column[COLUMN_TYPE], column[COLUMN_VALUES]
    position = min(column[COLUMN_DATA_OFFSET],
                   column.get(COLUMN_DICTIONARY_OFFSET, column[COLUMN_DATA_OFFSET]))
    dictionary: list = []
    values: list = []
    while len(values) < wanted:
        page, start = _Thrift(data, position).struct()
        position = start + page[PAGE_COMPRESSED_SIZE]
        body = snappy(data[start:position])
        if page[PAGE_TYPE] == DICTIONARY_PAGE:
            dictionary = _plain(body, kind, page[PAGE_DICTIONARY][PAGE_VALUES])
        elif page[PAGE_TYPE] == DATA_PAGE:
            values.extend(_data_page(body, kind, page[PAGE_DATA], dictionary))
        else:
            raise ValueError(f"page type {page[PAGE_TYPE]} is not supported")
    return values


def _data_page(body: bytes, kind: int, header: dict, dictionary: list) -> list:
    count, encoding = header[PAGE_VALUES], header[PAGE_ENCODING]
    if encoding == PLAIN:
        return _plain(body, kind, count)
    if encoding in (PLAIN_DICTIONARY, RLE_DICTIONARY):
        return [dictionary[i] for i in _hybrid(body[1:], body[0], count)]
    raise ValueError(f"encoding {encoding} is not supported")


def _plain(body: bytes, kind: int, count: int) -> list:
    """Decode ``count`` values that are stored one after the other."""
    if kind == INT32:
        return list(struct.unpack_from(f"<{count}i", body))
    if kind != BYTE_ARRAY:
        raise ValueError(f"column type {kind} is not supported")
    values = []
    position = 0
    for _ in range(count):
        (size,) = struct.unpack_from("<I", body, position)
        position += 4
        values.append(body[position:position + size].decode())
        position += size
    return values


def _hybrid(body: bytes, width: int, count: int) -> list[int]:
    """Decode numbers of ``width`` bits: runs of one number, and packed groups of 8."""
    values: list[int] = []
    position = 0
    size = (width + 7) // 8
    mask = (1 << width) - 1
    while len(values) < count:
        header, position = _varint(body, position)
        if header & 1:
            length = (header >> 1) * width
            packed = int.from_bytes(body[position:position + length], "little")
            position += length
            values.extend(_unpack(packed, width, mask, (header >> 1) * 8))
        else:
            number = int.from_bytes(body[position:position + size], "little")
            position += size
            values.extend([number] * (header >> 1))
    return values[:count]


def _unpack(packed: int, width: int, mask: int, count: int) -> list[int]:
    """Cut a long number into ``count`` numbers; halving keeps this from being quadratic."""
    if count <= 64:
        return [packed >> (i * width) & mask for i in range(count)]
    half = count // 2
    low = packed & ((1 << (half * width)) - 1)
    return (_unpack(low, width, mask, half)
            + _unpack(packed >> (half * width), width, mask, count - half))


def _varint(data: bytes, position: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[position]
        position += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, position
        shift += 7


def snappy(data: bytes) -> bytes:
    """Decompress one raw Snappy block."""
    size, position = _varint(data, 0)
    out = bytearray()
    while position < len(data):
        tag = data[position]
        position += 1
        if tag & 3 == 0:
            position = _literal(data, position, tag >> 2, out)
            continue
        if tag & 3 == 1:
            length = (tag >> 2 & 7) + 4
            offset = (tag >> 5) << 8 | data[position]
            position += 1
        else:
            width = 2 if tag & 3 == 2 else 4
            length = (tag >> 2) + 1
            offset = int.from_bytes(data[position:position + width], "little")
            position += width
        _copy(out, offset, length)
    if len(out) != size:
        raise ValueError("damaged Snappy block")
    return bytes(out)


def _literal(data: bytes, position: int, length: int, out: bytearray) -> int:
    """Append a literal to ``out``; long ones give their length in the next bytes."""
    if length >= 60:
        width = length - 59
        length = int.from_bytes(data[position:position + width], "little")
        position += width
    out += data[position:position + length + 1]
    return position + length + 1


def _copy(out: bytearray, offset: int, length: int) -> None:
    """Append ``length`` bytes from ``offset`` back; the two may overlap."""
    start = len(out) - offset
    if offset >= length:
        out += out[start:start + length]
    else:
        piece = bytes(out[start:])
        out += (piece * (length // offset + 1))[:length]


class _Thrift:
    """A reader of Thrift's compact protocol; structs come out as dicts by field number."""

    def __init__(self, data: bytes, position: int) -> None:
        self.data = data
        self.position = position

    def struct(self) -> tuple[dict, int]:
        """Read one struct and return it with the position after it."""
        return self._struct(), self.position

    def _byte(self) -> int:
        self.position += 1
        return self.data[self.position - 1]

    def _number(self) -> int:
        number, self.position = _varint(self.data, self.position)
        return number

    def _zigzag(self) -> int:
        number = self._number()
        return number >> 1 ^ -(number & 1)

    def _struct(self) -> dict:
        fields: dict = {}
        field = 0
        while header := self._byte():
            field = field + (header >> 4) if header >> 4 else self._zigzag()
            fields[field] = self._value(header & 15)
        return fields

    def _value(self, kind: int):
        if kind in (1, 2):
            return kind == 1
        if kind == 3:
            return self._byte()
        if kind in (4, 5, 6):
            return self._zigzag()
        if kind == 7:
            self.position += 8
            return struct.unpack_from("<d", self.data, self.position - 8)[0]
        if kind == 8:
            size = self._number()
            self.position += size
            return self.data[self.position - size:self.position]
        if kind == 9:
            header = self._byte()
            size = self._number() if header >> 4 == 15 else header >> 4
            return [self._value(header & 15) for _ in range(size)]
        if kind == 12:
            return self._struct()
        raise ValueError(f"Thrift type {kind} is not supported")
