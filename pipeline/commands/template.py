"""Commands about the Word templates of the reports."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.terminal.options import CAMPAIGN, ERRORS_FOUND


@click.group()
def template() -> None:
    """Mẫu Word của báo cáo: lấy ra để sửa, kiểm tra trước khi dùng."""


@template.command()
@CAMPAIGN
def copy(start: Path) -> None:
    """Chép các mẫu Word vào thư mục mau-bao-cao của đợt để sửa."""
    from pipeline.files.campaign.campaign_folder import CampaignFolder
    from pipeline.jobs.templates import copy_templates

    for path in copy_templates(CampaignFolder.find(start)):
        click.echo(f"Đã chép: {path}")
    click.echo("Sửa bằng Word, giữ nguyên các thẻ {{ … }}; sửa xong thì kiểm tra:")
    click.echo("  thidua template check TỆP.docx")


@template.command()
@click.argument("file", metavar="TỆP.docx", type=click.Path(path_type=Path))
@click.option("--form", default="", help="Mã mẫu (mau-so-1, mau-so-02); mặc định tự nhận ra.")
def check(file: Path, form: str) -> None:
    """Kiểm tra một mẫu Word đã sửa: thẻ lạ, thẻ thiếu, thẻ viết sai."""
    from pipeline.jobs.templates import check_template

    checked = check_template(file, form)
    click.echo(f"{file.name}: mẫu của {checked.outline.name} ({checked.outline.id})")
    for problem in checked.problems:
        click.echo(f"- {problem.line}.")
    if checked.problems:
        click.echo(f"Có {len(checked.problems)} chỗ phải sửa trước khi dùng.")
        click.get_current_context().exit(ERRORS_FOUND)
    click.echo("Dùng được.")
