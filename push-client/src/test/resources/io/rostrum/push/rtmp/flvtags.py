"""Lists the tags of an FLV file, one a line: type, time in ms, body bytes, CRC-32 of the body."""
import sys, zlib

data = open(sys.argv[1], "rb").read()
at = int.from_bytes(data[5:9], "big") + 4
while at + 11 <= len(data):
    size = int.from_bytes(data[at + 1 : at + 4], "big")
    time = data[at + 7] << 24 | int.from_bytes(data[at + 4 : at + 7], "big")
    body = data[at + 11 : at + 11 + size]
    print(data[at] & 31, time, size, "%08x" % zlib.crc32(body))
    at += 11 + size + 4
