"""Makes handshake-scheme-1-c1.bin: C0 and a C1 signed by scheme 1, with Python's own HMAC."""
import hashlib, hmac, random

random.seed(1)
c1 = bytearray(random.randbytes(1536))
c1[4:8] = bytes([9, 0, 124, 2])
at = 776 + sum(c1[772:776]) % 728
c1[at : at + 32] = hmac.new(b"Genuine Adobe Flash Player 001", bytes(c1[:at] + c1[at + 32 :]), hashlib.sha256).digest()
open("handshake-scheme-1-c1.bin", "wb").write(b"\x03" + c1)
