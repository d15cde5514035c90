"""Typer in French: its help, and its errors about how a command was typed.

Why names of classes and not the classes: recent versions of typer carry their own click, older ones
use the installed click; only `typer.BadParameter`, and what it derives from, is public.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

UsageError: type[Exception] = typer.BadParameter.__base__ or Exception
_HELP = "Affiche cette aide."
_WORDS = {
    r"^Usage: ": "Usage : ",
    r"^(Arguments|Options):$": r"\1 :",
    r"^Commands:$": "Commandes :",
    r"\bCOMMAND \[ARGS\]\.\.\.": "COMMANDE [ARGUMENTS]...",
    r" <[^>\n]*>(?= )": "",
    r"\{([A-ZÀ-Ý.]+)\}": r"\1",
    r"\[required\]": "[obligatoire]",
    r"\[default: ": "[par défaut : ",
}

FORMER = {
    "--output": "--sortie",
    "--only": "--seulement",
    "--blank": "--vierge",
    "--list": "--liste",
}
"""Options of former versions: still read, no longer shown."""
_FORCE = (
    "L’option « --force » faisait deux choses. Écrivez « --projet » pour rendre malgré les "
    "erreurs, « --remplacer » pour remplacer les fichiers retouchés."
)


class FormerOptionError(Exception):
    """An option that is no longer read: the message says what to type instead."""


class Commande(TyperCommand):
    """A command whose help is in French, and which reads the options of former versions."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - click's types
        """Read the arguments, options of former versions included."""
        own = {name for param in self.params for name in param.opts}
        end = args.index("--") if "--" in args else len(args)
        if "--remplacer" in own and "--force" in args[:end]:
            raise FormerOptionError(_FORCE)
        typed = [_of_now(word, own) for word in args[:end]] + args[end:]
        return super().parse_args(ctx, typed)

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - click's types are not public
        """Return the help option, in French."""
        return _french(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the same
        """Return the help, in French."""
        return translate(super().get_help(ctx))


class Groupe(TyperGroup):
    """A group of commands whose help is in French."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - the same
        """Return the help option, in French."""
        return _french(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the same
        """Return the help, in French."""
        return translate(super().get_help(ctx))


def _of_now(word: str, own: set[str]) -> str:
    """Return a word of the command line, a former option replaced by the present one."""
    name, sign, value = word.partition("=")
    now = FORMER.get(name, name)
    return f"{now}{sign}{value}" if now in own else word


def _french(option: Any) -> Any:  # noqa: ANN401 - the same
    if option is not None:
        option.help = _HELP
    return option


def translate(text: str) -> str:
    """Return a help page with the few words that click itself writes put in French."""
    for english, french in _WORDS.items():
        text = re.sub(english, french, text, flags=re.MULTILINE)
    return text


def complaint(error: Any) -> str:  # noqa: ANN401 - the same
    """Return in French what is wrong with the command line, and what to type instead."""
    path = error.ctx.command_path if error.ctx else "ctai-docs"
    return f"{_wrong(error)} Tapez « {path} --help » pour la liste des options."


def _wrong(error: Any) -> str:  # noqa: ANN401 - the same
    kind = type(error).__name__
    if kind == "NoSuchOption":
        hint = _hint(error.option_name, error.possibilities or ())
        return f"L’option « {error.option_name} » n’existe pas.{hint}"
    if kind == "BadOptionUsage":
        return _wrong_option(error)
    if kind == "MissingParameter":
        return f"Il manque {_name(error.param) or 'un argument'}."
    if kind == "BadParameter":
        return f"La valeur donnée à « {_name(error.param)} » ne convient pas."
    command = error.ctx.command if error.ctx else None
    return (
        _wrong_command(command.list_commands(error.ctx), error.message)
        if isinstance(command, TyperGroup)
        else "La commande porte des arguments de trop."
    )


def _wrong_option(error: Any) -> str:  # noqa: ANN401 - the same
    if "does not take a value" in error.message:
        return f"L’option « {error.option_name} » ne prend pas de valeur."
    return f"L’option « {error.option_name} » attend une valeur."


def _wrong_command(names: list[str], message: str) -> str:
    if typed := re.search("'([^']*)'", message):
        return f"La commande « {typed[1]} » n’existe pas.{_hint(typed[1], names)}"
    return f"Il manque le nom d’une commande : {', '.join(names)}."


def _name(param: Any) -> str:  # noqa: ANN401 - the same
    """Return the name of a parameter as the help shows it: `DOSSIER`, `--sortie`."""
    if param is None:
        return ""
    options = [name for name in param.opts if name.startswith("--")]
    return options[0] if options else str(param.metavar or param.name).upper()


def _hint(typed: str, names: Iterable[str]) -> str:
    close = get_close_matches(typed, names, 1)
    return f" Vouliez-vous dire « {close[0]} » ?" if close else ""
