"""What an object store answers -> a problem in our words: never its own text, which may repeat names and keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from mzdocs.core.problems import Exit, Location, Problem, Sentence, Stopped, problem_type, reason

REFUSED = problem_type(
    "MZN24",
    "存放处不让进（{kind}）",
    "The store refuses these credentials ({kind})",
    "核对密钥和它的权限：要能读、写、列出、删除这个前缀下的对象；临时密钥过期了就换新的。",
    "Check the credentials and what they may do: read, write, list and delete below this prefix; renew expired ones.",
    Exit.OUTPUT,
)
NO_BUCKET = problem_type(
    "MZN25",
    "没有这个存储桶",
    "There is no such bucket",
    "核对 s3:// 后面的名称和服务地址；存储桶要先建好，程序不建。",
    "Check the name after s3:// and the endpoint; the bucket must be there, none is made.",
    Exit.OUTPUT,
)
UNREACHABLE = problem_type(
    "MZN26",
    "连不上存放处，或者它一直不答",
    "The store cannot be reached, or does not answer",
    "核对网络、服务地址（AWS_ENDPOINT_URL）和证书，再运行一次：送到的不重送。",
    "Check network, endpoint (AWS_ENDPOINT_URL) and certificate, and run it again: what has arrived is not sent twice.",
    Exit.OUTPUT,
)
OTHER_REGION = problem_type(
    "MZN27",
    "存储桶在别的地区",
    "The bucket is of another region",
    "用环境变量 AWS_REGION 写它所在的地区。",
    "Name its region in AWS_REGION.",
    Exit.OUTPUT,
)
CLOCK = problem_type(
    "MZN28",
    "这台机器的时钟和存放处差得太多，签名不算数",
    "This machine's clock and the store's are too far apart for a signature to hold",
    "校准时钟，再运行一次。",
    "Set the clock and run it again.",
    Exit.OUTPUT,
)
UNEXPECTED = problem_type(
    "MZN29",
    "存放处没有照办（{kind}）",
    "The store did not do as it was asked ({kind})",
    "过一会儿再运行一次：送到的不重送。一直这样，问存放处的管理员。",
    "Run it again later: what has arrived is not sent twice. If it stays, ask whoever runs the store.",
    Exit.OUTPUT,
)
_SAID = {
    "RequestTimeTooSkewed": CLOCK, "NoSuchBucket": NO_BUCKET, "PermanentRedirect": OTHER_REGION,
    "AuthorizationHeaderMalformed": OTHER_REGION, "IllegalLocationConstraintException": OTHER_REGION,
    "ExpiredToken": REFUSED, "InvalidAccessKeyId": REFUSED, "InvalidToken": REFUSED,
}  # fmt: skip
"""By the code in an answer's body. An answer to HEAD has none: its status alone must do."""
_OTHER = Sentence("没有说明", "no reason given")


def refusal(error: Exception, where: str) -> Problem:
    """What a library's error means, by the status and the code of the answer it was given."""
    text = str(error)
    status = re.search(r"status code: (\d{3})", text)
    code = re.search(r"<Code>(\w+)</Code>", text)
    number = status[1] if status else ""
    if code and code[1] in _SAID:
        found = _SAID[code[1]]
    elif number in ("401", "403"):
        found = REFUSED
    elif number == "404":
        found = NO_BUCKET
    elif "Received redirect" in text:
        found = OTHER_REGION
    else:
        found = UNREACHABLE if "HTTP error" in text else UNEXPECTED
    return found.at(Location(where), kind=number or _OTHER)


@contextmanager
def answers_of(where: str) -> Iterator[None]:
    """Ask a store: what it refuses is told as ours.

    Raises:
        FileNotFoundError: there is no such object.
        AlreadyExistsError: there is one already, of obstore.
        Stopped: it does not do as it was asked.
    """
    try:
        yield
    except FileNotFoundError as error:
        if "<Code>NoSuchBucket<" not in str(error):
            raise
        raise Stopped([refusal(error, where)]) from None
    except OSError as error:  # of a folder
        raise Stopped([UNEXPECTED.at(Location(where), kind=reason(error))]) from None
    except Exception as error:
        if not type(error).__module__.startswith("obstore") or type(error).__name__ == "AlreadyExistsError":
            raise
        raise Stopped([refusal(error, where)]) from None
