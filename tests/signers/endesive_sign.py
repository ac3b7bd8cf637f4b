"""Signs a PDF with endesive: SOURCE TARGET P12 PASSPHRASE FIELD. Run by an environment of its own."""

import sys
import types
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12

# Its verifying half cannot be imported beside some versions of OpenSSL; signing does not need it.
half = types.ModuleType("endesive.pdf.verify")
half.verify = half.PDFVerifier = None
sys.modules["endesive.pdf.verify"] = half

from endesive.pdf import cms  # noqa: E402

source, target, p12, passphrase, field = sys.argv[1:6]
key, certificate, others = pkcs12.load_key_and_certificates(Path(p12).read_bytes(), passphrase.encode())
how = {
    "sigflags": 3,
    "sigpage": 0,
    "sigfield": field,
    "auto_sigfield": False,
    "contact": "",
    "location": "",
    "reason": "",
    "signingdate": datetime.now(UTC).strftime("D:%Y%m%d%H%M%S+00'00'"),
}
data = Path(source).read_bytes()
Path(target).write_bytes(data + cms.sign(data, how, key, certificate, others, "sha256"))
