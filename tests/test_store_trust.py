from __future__ import annotations

from pathlib import Path

from app.store.trust import LARGEST, trusted_in


def test_certificate_files_by_name_and_nothing_else(tmp_path: Path) -> None:
    for name in ("b.pem", "a.CER", "leggimi.txt", "c.der"):
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "huge.crt").write_bytes(bytes(LARGEST + 1))
    (tmp_path / "folder.pem").mkdir()
    (tmp_path / "nowhere.pem").symlink_to(tmp_path / "absent")
    assert trusted_in(tmp_path) == (b"a.CER", b"b.pem", b"c.der")


def test_no_folder_is_no_trust(tmp_path: Path) -> None:
    assert trusted_in(tmp_path / "trust") == ()
