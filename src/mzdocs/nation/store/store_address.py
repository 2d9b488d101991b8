"""`s3://bucket/prefix` or a folder -> a store that is open, with credentials from the usual places."""

from __future__ import annotations

import configparser
import os
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from mzdocs.core.problems import Exit, Location, Stopped, problem_type
from mzdocs.load.workspace import resolved
from mzdocs.nation.store.object_stores import Bucket, ObjectStore, StoreFolder
from mzdocs.nation.this_machine import on_this_machine

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

LIBRARY_MISSING = problem_type(
    "MZN20",
    "没有装存放用的程序库 {name}",
    "The library {name}, which stores need, is not installed",
    "运行 pip install 'mzdocs[store]'。",
    "Run pip install 'mzdocs[store]'.",
    Exit.USAGE,
)
NO_ADDRESS = problem_type(
    "MZN21",
    "存放处写得不对",
    "This is no store's address",
    "写 s3://存储桶/前缀，或者一个文件夹；密钥不写在这里。",
    "Write s3://bucket/prefix or a folder; keys have no place in it.",
    Exit.USAGE,
)
OPEN_ENDPOINT = problem_type(
    "MZN22",
    "存放处的服务地址是 http://，没有加密",
    "The store's endpoint is http://, which is open",
    "用 https:// 的地址；http:// 只许是本机。自己的证书机构用环境变量 AWS_CA_BUNDLE 写它的证书文件。",
    "Use https://; http:// is for this machine only. Name a CA of your own in AWS_CA_BUNDLE.",
    Exit.USAGE,
)
NO_CREDENTIALS = problem_type(
    "MZN23",
    "没有找到存放处的密钥",
    "No credentials for the store were found",
    "用环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY，或者 ~/.aws/credentials（AWS_PROFILE 选哪一组）。",
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write ~/.aws/credentials (AWS_PROFILE says which).",
    Exit.USAGE,
)
SAME_PLACE = problem_type(
    "MZN37",
    "公开的和不公开的放到了一处，或者一处在另一处里面",
    "What is public and what is private would lie in one place, or one in the other",
    "给 --private-store 另写一处，最好是另一个存储桶，权限分开。",
    "Give --private-store another place, best another bucket with permissions of its own.",
    Exit.USAGE,
)
_BUCKET = re.compile(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+([^?#]*))?")


@dataclass(frozen=True)
class StoreAddress:
    """A bucket and a prefix in it, or where there is no bucket, a folder."""

    bucket: str
    path: str

    @classmethod
    def of(cls, text: str) -> StoreAddress:
        """What was written.

        Raises:
            Stopped: it is neither; what was written is not repeated: it may hold a key.
        """
        found = _BUCKET.fullmatch(text)
        if found:
            return cls(found[1], "/".join(part for part in (found[2] or "").split("/") if part))
        if "://" in text or not text:
            raise Stopped([NO_ADDRESS.at()])
        return cls("", str(resolved(Path(text))))

    def apart_from(self, other: StoreAddress) -> bool:
        """Whether neither lies in the other."""
        mine, theirs = ([each.bucket, *filter(None, each.path.split("/"))] for each in (self, other))
        least = min(len(mine), len(theirs))
        return mine[:least] != theirs[:least]

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.path}" if self.bucket else Path(self.path).name


@dataclass(frozen=True)
class Account:
    """By what a store believes us, and where it is reached."""

    key: str
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)
    region: str = "us-east-1"
    endpoint: str = ""


@dataclass(frozen=True)
class Patience:
    """Seconds to wait for a connection, in silence, for a request in all, and with repeating one."""

    connecting: float = 10
    silence: float = 60
    request: float = 600
    repeating: float = 120


REPEATS = 5


def account(environment: Mapping[str, str]) -> Account:
    """Credentials of the environment, or of a profile in the two files of the S3 clients.

    Raises:
        Stopped: there are none, or they would travel openly.
    """
    profile = _profile(environment)

    def said(name: str, *variables: str) -> str:
        return next(filter(None, map(environment.get, variables)), "") or profile.get(name, "")

    if environment.get("AWS_ACCESS_KEY_ID"):  # never a key of one with the secret of the other
        profile = {name: value for name, value in profile.items() if name in ("region", "endpoint_url")}
    found = Account(
        said("aws_access_key_id", "AWS_ACCESS_KEY_ID"),
        said("aws_secret_access_key", "AWS_SECRET_ACCESS_KEY"),
        said("aws_session_token", "AWS_SESSION_TOKEN"),
        said("region", "AWS_REGION", "AWS_DEFAULT_REGION") or Account.region,
        said("endpoint_url", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"),
    )
    if not (found.key and found.secret):
        raise Stopped([NO_CREDENTIALS.at()])
    if found.endpoint and not found.endpoint.startswith("https://") and not on_this_machine(found.endpoint):
        raise Stopped([OPEN_ENDPOINT.at()])
    return found


def _profile(environment: Mapping[str, str]) -> dict[str, str]:
    name = environment.get("AWS_PROFILE") or "default"
    home = Path(environment.get("HOME", "~")).expanduser() / ".aws"
    config = environment.get("AWS_CONFIG_FILE") or home / "config"
    secrets = environment.get("AWS_SHARED_CREDENTIALS_FILE") or home / "credentials"
    read = configparser.RawConfigParser()
    try:
        read.read([config, secrets], "utf-8")
    except (configparser.Error, UnicodeDecodeError):  # its text would tell what stands there
        return {}
    sections = (f"profile {name}", name)
    return {key: value for each in sections if read.has_section(each) for key, value in read.items(each)}


def opened(address: StoreAddress, patience: Patience = Patience()) -> ObjectStore:
    """The store at an address; nothing is asked of it yet.

    Raises:
        Stopped: the library or credentials are missing, or its endpoint is open.
    """
    if not address.bucket:
        return StoreFolder(Path(address.path))
    try:
        from obstore.store import S3Store
    except ImportError:
        raise Stopped([LIBRARY_MISSING.at(name="obstore")]) from None
    who, seconds = account(os.environ), {key: timedelta(seconds=value) for key, value in asdict(patience).items()}
    try:
        store = S3Store(
            address.bucket,
            prefix=address.path or None,
            config=_config(who),
            client_options={
                "allow_http": who.endpoint.startswith("http://"),
                "connect_timeout": seconds["connecting"],
                "read_timeout": seconds["silence"],
                "timeout": seconds["request"],
                **_authority(),
            },
            retry_config={"max_retries": REPEATS, "retry_timeout": seconds["repeating"]},
        )
    except (OSError, ValueError):
        raise Stopped([NO_ADDRESS.at(Location(str(address)))]) from None
    return Bucket(store, str(address))


def _config(who: Account) -> S3Config:
    found: S3Config = {"access_key_id": who.key, "secret_access_key": who.secret, "region": who.region}
    found["conditional_put"] = "etag"
    if who.token:
        found["session_token"] = who.token
    if who.endpoint:
        found["endpoint"] = who.endpoint
    return found


def _authority() -> ClientConfig:
    named = os.environ.get("AWS_CA_BUNDLE")
    return {"root_certificate": Path(named).read_bytes()} if named else {}
