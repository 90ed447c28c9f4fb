"""What of a campaign the reading of returned workbooks knows.

What it does not know cannot change a verdict, so changing it does not make anyone read all
workbooks again. The tailored forms carry what the campaign asks; here is left whose the
workbooks may be.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.domain.campaign import Campaign, MemberUnit


def as_asked(campaign: Campaign) -> Campaign:
    """The campaign without what only printing, counting and writing letters use."""
    return replace(
        campaign,
        province="",
        place="",
        council="",
        units=tuple(_as_asked(unit) for unit in campaign.units),
        awards=(),
        deputies=(),
        deadline=None,
        symbol="",
        report_number=None,
        report_date=None,
        targets=(),
        movements=(),
        criteria=(),
        recipients=(),
        signer="",
        quota=None,
        direct_worker="",
        contact="",
        rule_switches={},
        mail_server=None,
    )


def _as_asked(unit: MemberUnit) -> MemberUnit:
    return replace(unit, order=0, email="", valid_from=None, valid_to=None, predecessor="")
