"""How a command ends -> what is said and which exit code; the one place where exceptions are shown."""

from __future__ import annotations

import os
import sys

import click

from mzdocs.cli import show
from mzdocs.cli.messages import LANGUAGE, say
from mzdocs.cli.usage import dashed_otherwise, in_our_words
from mzdocs.core.problems import DISK_FAILED, OF_THE_MACHINE, OUT_OF_MEMORY, Exit, Language, Stopped, errors, reason
from mzdocs.core.replaced import REPLACED

_MAKES_NOTHING = {"check", "badge", "doctor", "explain", "issue", "theme", "verify"}
"""Commands that touch no finished file: nothing need be said of any."""


def ended(command: click.Command, line: list[str]) -> int:
    """Run a command line and say how it ended.

    Saying so can itself fail, when the output's disk is full: that is told on the other stream.
    """
    REPLACED.clear()
    try:
        return _run(command, line)
    except Stopped as untold:
        _show_stopped(untold, as_json=False)
        return untold.exit


def _run(command: click.Command, line: list[str]) -> int:
    try:
        misdashed = dashed_otherwise(line)
        if misdashed:
            raise misdashed
        code = command.main(line, prog_name="mzdocs", standalone_mode=False)
        return code if isinstance(code, int) else Exit.DONE
    except Stopped as stopped:
        _show_stopped(stopped, "--json" in line, {*line[:1]} <= _MAKES_NOTHING)
        return stopped.exit
    except click.exceptions.NoArgsIsHelpError as lost:
        click.echo(lost.format_message(), err=True)
        return Exit.USAGE
    except click.ClickException as wrong:
        return _show_usage(wrong)
    except (KeyboardInterrupt, click.Abort):
        click.echo(say(f"已中断；{_left('zh')}", f"Interrupted; {_left('en')}"), err=True)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return _reader_left()
    except MemoryError:
        _show_stopped(Stopped([OUT_OF_MEMORY.at()]), "--json" in line, {*line[:1]} <= _MAKES_NOTHING)
        return Exit.LIMIT
    except OSError as error:
        if error.errno not in OF_THE_MACHINE:
            return _show_internal_error(error)
        failed = Stopped([DISK_FAILED.at(reason=reason(error))])
        _show_stopped(failed, "--json" in line, {*line[:1]} <= _MAKES_NOTHING)
        return failed.exit
    except Exception as error:  # noqa: BLE001 - the last wall: a user never meets a traceback
        return _show_internal_error(error)


def _reader_left() -> int:
    show.silence(sys.stdout)
    return Exit.DONE


_MOST_EXPLAINED = 3
"""Codes one is told to ask for."""


def _show_stopped(stopped: Stopped, as_json: bool, makes_nothing: bool = False) -> None:
    if as_json:
        show.as_json({"exit": int(stopped.exit), "problems": show.problem_values(stopped.problems)})
        return
    show.problems(stopped.problems, sys.stderr)
    codes = " ".join([*dict.fromkeys(each.code for each in errors(stopped.problems))][:_MOST_EXPLAINED])
    if codes:
        show.line(say(f"详细说明：mzdocs explain {codes}", f"More: mzdocs explain {codes}"), sys.stderr)
    count = len(errors(stopped.problems))
    show.line(
        say(f"{count} 处错误。", f"{count} errors.")
        if makes_nothing
        else say(
            f"{count} 处错误，{'没有做完' if REPLACED else '没有生成'}；{_left('zh')}",
            f"{count} errors; {'not all' if REPLACED else 'nothing'} was made, {_left('en')}",
        ),
        sys.stderr,
    )


def _left(language: Language) -> str:
    """What is said of the finished files when a command does not come to its end."""
    if not REPLACED:
        return "原有的成品没有改动。" if language == "zh" else "what was there is unchanged."
    names = "、".join(REPLACED) if language == "zh" else ", ".join(REPLACED)
    if language == "zh":
        return f"已经换新 {len(REPLACED)} 个：{names}；别的原有的成品没有改动。"
    return f"{len(REPLACED)} replaced: {names}; what was there of others is unchanged."


def _show_usage(wrong: click.ClickException) -> int:
    text = in_our_words(wrong)
    show.line(say("命令写错了：", "Wrong command line: ") + text, sys.stderr)
    context = wrong.ctx if isinstance(wrong, click.UsageError) else None
    command = context.command_path if context else "mzdocs"
    show.line(say(f"    → 用 {command} -h 查看用法。", f"    → See {command} -h."), sys.stderr)
    return Exit.USAGE


def _show_internal_error(error: Exception) -> int:
    """A fault of ours: its kind and place in our code, never its text, which could hold a person's data."""
    if os.environ.get("MZDOCS_DEBUG"):
        raise error
    from mzdocs.core.faults import fault_of

    fault = fault_of(error)
    said = fault.message(LANGUAGE)
    show.line(say(f"程序故障 {fault.code}：{said}", f"internal fault {fault.code}: {said}"), sys.stderr)
    remedy = fault.remedy(LANGUAGE).rstrip("。.") + say("；", "; ")
    show.line(f"    → {remedy}{_left(LANGUAGE)}", sys.stderr)
    return Exit.INTERNAL
