"""The commands and their options. What they do lives in the modules beside this one and is imported when called."""

from pathlib import Path
from typing import Annotated

import typer

from langso.cli.choices import EngineName, OutputFormat
from langso.language import gettext as _

app = typer.Typer(
    help=_("Which conditions of the law a rural commune meets, which not, why, and what is left to do."),
    epilog=_("Every command takes --lang vi (default) or --lang en."),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
package = typer.Typer(help=_("Packages: the figures of communes as a folder or a workbook."), no_args_is_help=True)
law = typer.Typer(help=_("The criteria sets: list, check, compare."), no_args_is_help=True)
app.add_typer(package, name="package")
journal = typer.Typer(help=_("The journal: every change, each sealing the one before."), no_args_is_help=True)
dossier = typer.Typer(help=_("Dossiers: take one away as a file, and prove such a file."), no_args_is_help=True)
app.add_typer(law, name="law")
app.add_typer(dossier, name="dossier")
app.add_typer(journal, name="journal")


PathArgument = Annotated[
    Path,
    typer.Argument(metavar=_("PATH"), help=_("A package: a folder of .csv or .parquet files, or one .xlsx workbook.")),
]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", metavar="NTM|NC|KM", help=_("Only this set; may be repeated."))
]
OnOption = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="YYYY-MM-DD", help=_("The day the law is read on; else the package's as_of, else today.")
    ),
]
LawOption = Annotated[
    list[Path] | None,
    typer.Option("--law", metavar="FILE.yaml", help=_("A criteria set of your own; may be repeated.")),
]
OutputOption = Annotated[Path | None, typer.Option("-o", "--output", metavar=_("FILE"), help=_("Write here."))]
OverwriteOption = Annotated[bool, typer.Option("--overwrite", help=_("Replace what is there."))]


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=_("Show the version."), is_eager=True)] = False,
) -> None:
    if version:
        from langso import __version__

        typer.echo(f"langso {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(help=_("Assess the communes of a package against the criteria sets."))
def assess(
    path: PathArgument,
    sets: SetOption = None,
    on: OnOption = None,
    engine: Annotated[EngineName, typer.Option(help=_("What counts the rows."))] = EngineName.DUCKDB,
    output_format: Annotated[OutputFormat, typer.Option("--format", help=_("What to write."))] = OutputFormat.TABLE,
    output: OutputOption = None,
    commune: Annotated[
        list[str] | None, typer.Option("--commune", metavar=_("CODE"), help=_("Only this commune; may be repeated."))
    ] = None,
    law_files: LawOption = None,
) -> None:
    from langso.cli.assess import Request, run

    run(Request(path, sets or [], on, engine, output_format, output, commune or [], law_files or []))


@app.command(help=_("Explain a commune's verdicts: reasons, rows in question, legal text, rulings."))
def explain(
    path: PathArgument,
    commune: Annotated[
        str | None,
        typer.Option("--commune", metavar=_("CODE"), help=_("The commune's code; not needed where there is only one.")),
    ] = None,
    node: Annotated[
        str | None, typer.Option("--node", metavar="NTM-8.4", help=_("Only this condition and what is below it."))
    ] = None,
    sets: SetOption = None,
    on: OnOption = None,
    law_files: LawOption = None,
) -> None:
    from langso.cli.explain import run

    run(path, commune, node=node, sets=sets or [], on=on, law_files=law_files or [])


HostOption = Annotated[str, typer.Option("--host", metavar="HOST", help=_("The address to listen on."))]
PortOption = Annotated[int, typer.Option("--port", metavar="PORT", help=_("The port to listen on."))]


@app.command(help=_("Serve the demonstration: real communes of Hải Dương, made-up people and figures."))
def demo(
    folder: Annotated[Path, typer.Argument(metavar=_("FOLDER"), help=_("Where the demonstration is kept."))] = Path(
        "var/demo"
    ),
    host: HostOption = "localhost",
    port: PortOption = 8000,
    only_prepare: Annotated[bool, typer.Option("--only-prepare", help=_("Make it, but do not serve it."))] = False,
) -> None:
    from langso.cli.product import run_demo

    run_demo(folder, host, port, only_prepare=only_prepare)


@app.command(help=_("Serve the product, with its worker; the settings come from the environment."))
def serve(
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    workers: Annotated[int, typer.Option(help=_("How many processes answer."))] = 2,
) -> None:
    from langso.cli.product import run_serve

    run_serve(host, port, workers=workers)


@app.command(help=_("Bring the database to the shape of this version."))
def migrate() -> None:
    from langso.cli.product import run_migrate

    run_migrate()


@app.command(
    help=_("Write a backup: the database, the evidence files, and how to prove them. Others may go on working.")
)
def backup(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The archive to write, such as langso.zip."))],
    overwrite: OverwriteOption = False,
) -> None:
    from langso.cli.safekeeping import run_backup

    run_backup(file, overwrite=overwrite)


@app.command(help=_("Restore a backup into an empty database, and prove it. The server must be stopped."))
def restore(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The archive that `langso backup` wrote."))],
    overwrite: OverwriteOption = False,
) -> None:
    from langso.cli.safekeeping import run_restore

    run_restore(file, overwrite=overwrite)


@app.command(help=_("Make an operator, who then invites everybody else; prints the link to set the password."))
def operator(
    email: Annotated[str, typer.Argument(metavar=_("EMAIL"), help=_("The address to sign in with."))],
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("The full name."))],
    url: Annotated[
        str, typer.Option(metavar=_("URL"), help=_("The address of the server, such as https://langso.example."))
    ] = "http://localhost:8000",
) -> None:
    from langso.cli.operators import run_operator

    run_operator(email, name, url)


@app.command(help=_("Show every setting: its value, where that comes from and what it is for."))
def settings() -> None:
    from langso.cli.settings import run_settings

    run_settings()


@package.command("new", help=_("Write an empty package, with the guidance in it: a folder of CSV files or a workbook."))
def package_new(
    target: Annotated[Path, typer.Argument(metavar=_("FOLDER|FILE.xlsx"), help=_("What to write."))],
    commune: Annotated[
        list[str] | None,
        typer.Option(
            "--commune",
            metavar=_("CODE"),
            help=_("Prepare it for this commune of Hải Dương, or a whole district by its name; may be repeated."),
        ),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="YYYY-MM-DD", help=_("The day of the figures; else today's communes."))
    ] = None,
    overwrite: OverwriteOption = False,
) -> None:
    from langso.cli.package import run_new

    run_new(target, commune or [], on, overwrite=overwrite)


@package.command("demo", help=_("Write the demonstration package: real communes of Hải Dương, made-up figures."))
def package_demo(
    folder: Annotated[Path, typer.Argument(metavar=_("FOLDER"), help=_("What to write."))],
    seed: Annotated[int, typer.Option(help=_("Another seed, other figures."))] = 1414,
    parquet: Annotated[bool, typer.Option("--parquet", help=_("Parquet files instead of CSV."))] = False,
) -> None:
    from langso.cli.package import write_demo

    write_demo(folder, seed=seed, parquet=parquet)


@law.command("list", help=_("The criteria sets, where and when they hold, and those that wait for guidance."))
def law_list() -> None:
    from langso.cli.law import run_list

    run_list()


@law.command("check", help=_("Check a criteria set: every error with its line; its worked examples are run."))
def law_check(
    file: Annotated[Path, typer.Argument(metavar="FILE.yaml", help=_("The criteria set."))],
) -> None:
    from langso.cli.law import run_check

    run_check(file)


@law.command("diff", help=_("What changes from one criteria set to another, and for which communes of a package."))
def law_diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help=_("A set's name, or a file."))],
    new: Annotated[str, typer.Argument(metavar="NEW", help=_("A set's name, or a file."))],
    path: Annotated[
        Path | None, typer.Argument(metavar=_("PATH"), help=_("A package, to see for whom it changes."))
    ] = None,
    on: OnOption = None,
) -> None:
    from langso.cli.law import run_diff

    run_diff(old, new, path, on)


@journal.command("verify", help=_("Prove that nothing in the journal was altered, or name the first broken link."))
def journal_verify(
    contents: Annotated[
        bool,
        typer.Option(
            "--contents", help=_("Also compare registers, declared facts, evidence files and dossiers with it.")
        ),
    ] = False,
) -> None:
    from langso.cli.journal import run_verify

    run_verify(contents=contents)


@dossier.command("export", help=_("Write a dossier with everything that its stages sealed into one archive."))
def dossier_export(
    number: Annotated[
        int, typer.Argument(metavar=_("NUMBER"), help=_("The number of the dossier, as its address has it."))
    ],
    output: OutputOption = None,
    overwrite: OverwriteOption = False,
) -> None:
    from langso.cli.dossiers import run_export

    run_export(number, output, overwrite=overwrite)


@dossier.command(
    "verify",
    help=_("Prove the archive of a dossier, without a database; name what was altered, is missing or was added."),
)
def dossier_verify(
    file: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("The archive of a dossier."))],
) -> None:
    from langso.cli.dossiers import run_verify

    run_verify(file)
