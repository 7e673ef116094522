"""Certificates of a made-up authority: good ones, and one for each thing that can be wrong with one."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey
DAYS = {"two weeks": 14, "expired": -1}


class Authority:
    """Vouches for `localhost`; what it makes lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = _key()
        self._certificate = _made(
            "Fictional authority", self._root, "Fictional authority", self._root, ca=True
        )
        self._root_file = self._write("root", self._certificate)

    def trust(self) -> ssl.SSLContext:
        """Trusts this authority alone."""
        return ssl.create_default_context(cafile=str(self._root_file))

    def server(self, kind: str) -> ssl.SSLContext:
        """What a web server shows: `good`, or what is wrong with it."""
        key, between = _key(), _key()
        days = DAYS.get(kind, 90)
        match kind:
            case "self-signed":
                chain = [_made("localhost", key, "localhost", key, days)]
            case "incomplete":
                chain = [_made("localhost", key, "Fictional middle", between, days)]
            case "another name":
                chain = [_made("example.org", key, "Fictional authority", self._root, days)]
            case _:
                chain = [_made("localhost", key, "Fictional authority", self._root, days)]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._write(kind, *chain), self._write_key(kind, key))
        return context

    def _write(self, name: str, *certificates: x509.Certificate) -> Path:
        file = self._folder / f"{name}.pem"
        file.write_bytes(b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates))
        return file

    def _write_key(self, name: str, key: Key) -> Path:
        file = self._folder / f"{name}.key"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return file


def _key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def _made(
    name: str, key: Key, issuer: str, signs: Key, days: int = 90, *, ca: bool = False
) -> x509.Certificate:
    now = datetime.now(UTC)
    authority = x509.BasicConstraints(ca=ca, path_length=None)
    made = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=10))
        .not_valid_after(now + timedelta(days=days, hours=-1))
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(name)] if not ca else [x509.DNSName("x")]),
            critical=False,
        )
        .add_extension(authority, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signs.public_key()), critical=False)
        .add_extension(_usage(ca=ca), critical=True)
    )
    return made.sign(signs, hashes.SHA256())


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
