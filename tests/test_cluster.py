"""A build on a cluster: the same bytes as on one machine, whatever becomes of workers, scheduler and network."""

from __future__ import annotations

import gc
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import errands
from cjpublish import pipeline
from cjpublish.errors import InputError, PublishError
from cjpublish.narration import cluster as module
from cjpublish.narration import remote
from cjpublish.narration.cluster import cluster
from cjpublish.narration.crew import WorkerLostError
from cjpublish.narration.remote import Remote
from clusters import Cluster, after, files, free_port, network, other_espeak, until
from planted import GARDEN

pytest.importorskip("distributed", reason="Dask, which runs clusters, is not installed")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a copy of the garden that is not built."""
    return Path(shutil.copytree(GARDEN, tmp_path / "book"))


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a cluster with two workers, not to be changed."""
    with Cluster(tmp_path_factory.mktemp("two")) as running:
        running.work("anna")
        running.work("bela")
        running.ready()
        yield running


def build(folder: Path, workers: Remote) -> int:
    """Build with an empty store of its own, or what an earlier build has left in it; return how much was spoken."""
    return pipeline.build(pipeline.read(folder), cache=folder.parent / "cache", executor=workers).spoken


def same(folder: Path, garden: Path) -> bool:
    made, wanted = files(folder / "dist"), files(garden / "dist")
    assert sorted(made) == sorted(wanted)
    assert [name for name, content in wanted.items() if made[name] != content] == []
    return True


# What is asked for


@pytest.mark.parametrize(
    "address", ["dask://", "ray://host:1", "scheduler:8786", "dask://host:no", "dask://host:1/a", ""]
)
def test_an_address_that_is_none_is_told_with_the_right_way(address: str) -> None:
    with pytest.raises(InputError) as caught, cluster(address, {}):
        pass
    (finding,) = caught.value.findings
    assert finding.code == "cluster-address"
    assert "dask://" in finding.fix


def test_without_dask_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"cjpublish\[cluster\]"), cluster("dask://localhost", {}):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("host", ["127.0.0.1", "host.invalid"])
def test_where_no_scheduler_answers_its_address_is_named(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT", 0.5)
    with pytest.raises(InputError) as caught, cluster(f"dask://{host}:{free_port()}", {}):
        pass
    (finding,) = caught.value.findings
    assert finding.code == "cluster-unreachable"
    assert host in finding.message


@pytest.mark.slow
def test_what_answers_but_is_no_scheduler_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT", 1.0)
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        port = server.stdout.readline().split("port ")[1].split()[0]
        try:
            with pytest.raises(InputError, match="no Dask scheduler answers"), cluster(f"dask://127.0.0.1:{port}", {}):
                pass
        finally:
            server.kill()


@pytest.mark.slow
def test_a_port_that_is_open_and_silent_is_no_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CONNECT", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"dask://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(InputError, match="no Dask scheduler answers"), cluster(address, {}):
            pass


@pytest.mark.slow
def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_LOOK", 0.1)
    with Cluster(tmp_path) as running:
        with pytest.raises(InputError) as caught, cluster(running.address, {}):
            pass
        assert caught.value.findings[0].code == "cluster-empty"


# What is given and what comes back


@pytest.mark.slow
def test_a_build_on_processes_that_dask_starts_itself_is_the_same(book: Path, garden: Path) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=2, dashboard_address="127.0.0.1:0", local_directory=book.parent
    ) as local:
        with cluster(local.scheduler_address.replace("tcp:", "dask:"), errands.espeak()) as workers:
            assert build(book, workers)
        assert same(book, garden)


@pytest.mark.slow
def test_a_build_on_separate_processes_is_the_same_and_leaves_nothing_behind(
    book: Path, garden: Path, two: Cluster
) -> None:
    with cluster(two.address, errands.espeak()) as workers:
        assert build(book, workers)
    assert same(book, garden)
    assert two.left == []


@pytest.mark.slow
def test_nothing_is_printed_and_no_thread_of_a_connection_stays(two: Cluster) -> None:
    program = (
        "import sys, threading, errands\n"
        "from cjpublish.narration.cluster import cluster\n"
        "with cluster(sys.argv[1], errands.espeak()) as workers:\n"
        "    assert workers.submit(pow, 2, 3).result() == 8\n"
        "    assert workers.slots == 4 and not workers.shares_store\n"
        "assert not [t for t in threading.enumerate() if t.name in ('IO loop', 'cjpublish cluster')]\n"
    )
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", program, two.address]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, timeout=90)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
def test_a_chapter_of_a_hundred_megabytes_travels_without_a_warning_and_nobody_keeps_it(two: Cluster) -> None:
    sound = bytes(100_000_000)
    with cluster(two.address, {}) as workers:
        gc.disable()  # nothing may have to wait for it
        try:
            assert workers.submit(len, sound).result() == len(sound)
            assert workers.submit(bytes, 50_000_000).result() == bytes(50_000_000)
            until(
                lambda: not workers._connection.client.run_on_scheduler(errands.kept),
                lambda: "the scheduler keeps them",
            )
        finally:
            gc.enable()


@pytest.mark.slow
def test_what_fails_on_a_worker_fails_here(two: Cluster) -> None:
    with cluster(two.address, {}) as workers, pytest.raises(ZeroDivisionError):
        workers.submit(divmod, 1, 0).result()


@pytest.mark.slow
def test_a_build_that_breaks_off_leaves_the_cluster_at_once(two: Cluster, tmp_path: Path) -> None:
    begun, end = tmp_path / "begun", tmp_path / "end"
    jobs = []

    def broken_off() -> None:
        with cluster(two.address, {}) as workers:
            jobs.append(workers.submit(errands.patient, begun, end))
            until(begun.exists, lambda: "the job never began")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert jobs[0].done()
    end.touch()


# Workers that are lost


@pytest.mark.slow
def test_a_build_that_loses_a_worker_in_the_middle_is_the_same(book: Path, garden: Path, tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.work("bela")
        running.ready()
        with cluster(running.address, errands.espeak()) as workers:
            after(workers, 5, partial(running.kill, "bela"))
            assert build(book, workers)
        assert running.workers["bela"].wait(10) == -signal.SIGKILL
        assert same(book, garden)
        assert running.left == []


@pytest.mark.slow
def test_a_job_that_ends_its_workers_is_done_again_and_given_up_in_the_end(tmp_path: Path) -> None:
    with Cluster(tmp_path / "cluster") as running:
        for name in ("a", "b", "c", "d", "e", "f"):
            running.work(name)
        running.ready()
        with cluster(running.address, {}) as workers:
            assert workers.submit(errands.fatal, tmp_path / "once", 1).result() == 2
            with pytest.raises(WorkerLostError):
                workers.submit(errands.fatal, tmp_path / "always", 99).result()
            assert workers.submit(pow, 2, 3).result() == 8


@pytest.mark.slow
def test_where_no_worker_is_left_the_build_waits_for_one(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.ready()
        with cluster(running.address, {}) as workers:
            running.kill("anna")
            job = workers.submit(pow, 2, 3)
            until(lambda: "no worker left" in caplog.text, lambda: "nobody was told")
            running.work("bela")
            assert job.result() == 8


@pytest.mark.slow
def test_where_no_worker_comes_back_the_build_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "PATIENCE", 0.1)
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.ready()
        with cluster(running.address, {}) as workers:
            running.kill("anna")
            with pytest.raises(PublishError, match="what has been spoken is kept"):
                workers.submit(errands.patient, tmp_path / "begun", tmp_path / "end").result()


# Workers with other versions


@pytest.mark.slow
def test_a_worker_with_another_engine_is_named_before_anything_is_spoken(tmp_path: Path) -> None:
    port = free_port()
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.work("bela", environment=other_espeak(tmp_path / "other"), port=port)
        running.ready()
        with pytest.raises(PublishError) as caught, cluster(running.address, errands.espeak()):
            pass
    (finding,) = caught.value.findings
    assert finding.code == "cluster-versions"
    assert f"127.0.0.1:{port}" in finding.message
    assert "espeakng-loader 9.9.9" in finding.message
    assert errands.espeak()["espeak"] in finding.message
    assert "av " not in finding.message


@pytest.mark.slow
def test_a_worker_that_lacks_an_engine_is_named(two: Cluster) -> None:
    with pytest.raises(PublishError) as caught, cluster(two.address, {"carillon": "carillon 1"}):
        pass
    assert len(caught.value.findings) == 2
    assert all(
        "the engine carillon missing where carillon 1 is needed" in each.message for each in caught.value.findings
    )


@pytest.mark.slow
def test_a_latecomer_with_another_engine_is_given_nothing(
    book: Path, garden: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.ready()
        with cluster(running.address, errands.espeak()) as workers:
            running.work("bela", environment=other_espeak(tmp_path / "other"))
            running.ready()
            until(lambda: "9.9.9" in caplog.text, lambda: "nobody was told")
            assert build(book, workers)
        assert same(book, garden)
    assert caplog.text.count("9.9.9") == 1


@pytest.mark.slow
def test_a_worker_that_comes_back_with_another_engine_refuses(
    book: Path, garden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Under its old address, before anybody has looked."""
    port = free_port()
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.work("bela", port=port)
        running.ready()
        monkeypatch.setattr(remote, "_LOOK", 3600)
        with cluster(running.address, errands.espeak()) as workers:
            until(lambda: len(workers._roster.fit) == 2, lambda: "not both were found fit")
            running.kill("bela")
            running.workers["bela"].wait(10)
            running.work("bela", environment=other_espeak(tmp_path / "other"), port=port)
            running.ready("bela")
            assert build(book, workers)
        assert same(book, garden)
    assert "9.9.9" in caplog.text


# A scheduler or a builder that is lost


@pytest.mark.slow
def test_a_build_whose_scheduler_is_killed_and_started_again_is_the_same(
    book: Path, garden: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.ready()

        def restart() -> None:
            running.kill_scheduler()
            running.schedule()
            running.work("bela")  # anna ends with her scheduler

        with cluster(running.address, errands.espeak()) as workers:
            after(workers, 5, restart)
            assert build(book, workers)
        assert same(book, garden)
        assert running.left == []
    assert "scheduler is lost" in caplog.text


@pytest.mark.slow
def test_a_scheduler_that_does_not_come_back_ends_the_build(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "PATIENCE", 0.5)
    monkeypatch.setattr(module, "_CONNECT", 1.0)
    with Cluster(tmp_path / "cluster") as running:
        running.work("anna")
        running.ready()
        monkeypatch.setattr(module, "_CONNECT", 10.0)
        with cluster(running.address, errands.espeak()) as workers:
            monkeypatch.setattr(module, "_CONNECT", 0.5)
            after(workers, 5, running.kill_scheduler)
            with pytest.raises(PublishError, match="what has been spoken is kept"):
                build(book, workers)
    assert not (book / "dist").exists()


@pytest.mark.slow
def test_a_build_that_is_killed_goes_on_from_what_is_stored(book: Path, garden: Path, two: Cluster) -> None:
    command = [sys.executable, str(Path(errands.__file__)), str(book), two.address, "8"]
    assert subprocess.run(command, timeout=120).returncode == -signal.SIGKILL
    everything = len(pipeline.plan(pipeline.read(book), cache=book.parent / "other").missing)
    with cluster(two.address, errands.espeak()) as workers:
        assert 0 < build(book, workers) < everything
    assert same(book, garden)


# Hosts on a network


@pytest.mark.slow
def test_on_a_network_a_build_whose_worker_is_cut_off_is_the_same(book: Path, garden: Path, tmp_path: Path) -> None:
    with network(3) as net:
        head, *others = net.hosts
        with Cluster(tmp_path / "cluster", head) as running:
            for name, host in zip(("anna", "bela"), others, strict=True):
                running.work(name, host)
            running.ready()
            with cluster(running.address, errands.espeak()) as workers:
                after(workers, 5, partial(net.cut, others[0]))
                assert build(book, workers)
            assert same(book, garden)
            assert running.left == []
            assert "Remove worker" in (running.folder / "scheduler.log").read_text()


@pytest.mark.slow
def test_on_a_network_a_build_survives_a_killed_worker_and_a_new_scheduler(
    book: Path, garden: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with network(4) as net:
        head, *others = net.hosts
        with Cluster(tmp_path / "cluster", head) as running:
            for name, host in zip(("anna", "bela", "cleo"), others, strict=True):
                running.work(name, host)
            running.ready()

            def restart() -> None:
                running.kill_scheduler()
                running.schedule()
                running.work("dora", others[2])

            with cluster(running.address, errands.espeak()) as workers:
                assert workers.slots == 6
                after(workers, 4, partial(running.kill, "bela"))
                after(workers, 9, restart)
                assert build(book, workers)
            assert same(book, garden)
            assert running.left == []
    assert "scheduler is lost" in caplog.text
