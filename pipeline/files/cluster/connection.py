"""Reach a Dask scheduler (máy điều phối) and make sure that its workers can read for us.

Whatever is wrong is one Vietnamese line before any file is read.
"""

from __future__ import annotations

import asyncio
import logging
import warnings
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from pipeline.domain.errors import PipelineError
from pipeline.files.cluster.remote import Program, program

if TYPE_CHECKING:
    from distributed import Client

PORT: Final = 8786
REACH_SECONDS: Final = 10
"""For a scheduler to answer; the other end of an office network takes a few milliseconds."""

_STRANGE: Final = (OSError, ValueError, MemoryError, EOFError)
"""What Dask raises on silence, and on a port where something else answers."""


def connect(address: str) -> Client:
    """A connection to a scheduler all of whose workers have our version of the program.

    Raises:
        PipelineError: It cannot be used; the line says why.
    """
    _check_address(address)
    try:
        from distributed import Client  # noqa: PLC0415 - optional, and takes half a second
    except ImportError as problem:
        raise _not_installed() from problem
    _hush()
    try:
        # A client that fails to connect makes itself heard once more when it is thrown away.
        asyncio.run(_knock(address))
        with warnings.catch_warnings():
            # Versions are compared below, in Vietnamese.
            warnings.simplefilter("ignore")
            client = Client(address, timeout=REACH_SECONDS, set_as_default=False)
    except TypeError as problem:
        raise _no_certificates(address) from problem
    except _STRANGE as problem:
        raise _not_reached(address) from problem
    try:
        _check_workers(address, client)
    except BaseException:
        client.close()
        raise
    return client


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        if parts.scheme in {"tcp", "tls"} and parts.hostname and parts.port:
            return
    except ValueError:
        pass  # the port is no number
    raise PipelineError(
        f"Địa chỉ máy điều phối “{address}” không đúng. Viết dạng tcp://TÊN-MÁY:{PORT}."
    )


def _hush() -> None:
    """Dask's own words are English tracebacks; what matters of them is said by us."""
    for name in tuple(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


async def _knock(address: str) -> None:
    from distributed import Security  # noqa: PLC0415 - as in ``connect``
    from distributed.comm.core import connect as reach  # noqa: PLC0415

    arguments = Security().get_connection_args("client")
    comm = await reach(address, timeout=REACH_SECONDS, **arguments)
    await comm.close()


def _check_workers(address: str, client: Client) -> None:
    programs = _programs(address, client)
    if not programs:
        raise PipelineError(
            f"Máy điều phối {address} chưa có máy đọc nào. "
            f"Trên mỗi máy đọc, chạy: dask worker {address}"
        )
    for worker, found in programs.items():
        if isinstance(found, BaseException):
            raise PipelineError(
                f"Máy đọc {worker} chưa chạy được thidua ({found}). "
                "Cài thidua trên máy đó, cùng phiên bản với máy này, rồi chạy lại dask worker."
            ) from found
        if found != program():
            raise PipelineError(
                f"Máy đọc {worker} không cùng phiên bản với máy này: {_difference(found)}. "
                "Cài cùng một bản trên mọi máy, rồi chạy lại dask worker."
            )


def _programs(address: str, client: Client) -> Mapping[str, Any]:
    """What each worker reads with, or what it raised when it was asked."""

    async def ask() -> Any:
        return await client.run(program, on_error="return")

    try:
        programs: Mapping[str, Any] = client.sync(ask, callback_timeout=REACH_SECONDS)
    except TimeoutError as problem:
        raise PipelineError(
            f"Có máy đọc của {address} không trả lời. Khởi động lại dask worker trên các máy đọc."
        ) from problem
    return programs


def _difference(found: Program) -> str:
    theirs = dict(found)
    told = (
        f"{name} {theirs.get(name, '—')}, máy này {ours}"
        for name, ours in program()
        if theirs.get(name) != ours
    )
    return "; ".join(told)


def _not_installed() -> PipelineError:
    return PipelineError(
        "Chưa cài phần đọc trên nhiều máy. Trong thư mục cài đặt thidua, chạy: "
        'pip install -c constraints.txt -e ".[cluster]"'
    )


def _not_reached(address: str) -> PipelineError:
    return PipelineError(
        f"Không liên lạc được với máy điều phối {address}. "
        "Kiểm tra máy đó đã chạy dask scheduler chưa, tường lửa có mở cổng này không; "
        "hoặc bỏ --scheduler để đọc trên máy này."
    )


def _no_certificates(address: str) -> PipelineError:
    return PipelineError(
        f"Máy điều phối {address} cần chứng thư TLS. Khai chứng thư trong thiết lập của Dask "
        "(distributed.comm.tls) trên máy này."
    )
