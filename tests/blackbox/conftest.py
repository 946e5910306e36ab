"""Homes and servers for tests that run the command as a process."""

from __future__ import annotations

import pytest

from blackbox import stage, warm
from briefs.scripted import honest
from loopback import ArxivServer
from loopback.model import ModelServer


@pytest.fixture
def arxiv():
    """A server with 120 papers of three days, 50 a page."""
    with ArxivServer(stage.papers(120)) as server:
        stage.page_by_page(server, 50)
        yield server


@pytest.fixture
def following(hub, arxiv, stable):
    """A home whose radar means every paper of the server."""
    stage.follow_something(hub)
    stage.asks(hub, arxiv)
    return stage.WarmHub(hub, stable)


@pytest.fixture(scope="session")
def _sample_home(tmp_path_factory):
    return stage.sample_home(tmp_path_factory.mktemp("sample") / "home")


@pytest.fixture
def sample(hub, _sample_home, stable):
    """A home with the bundled sample, offline."""
    stage.settle(hub, _sample_home)
    return stage.WarmHub(hub, stable)


@pytest.fixture(scope="session")
def stable(tmp_path_factory):
    """Where commands of many cases run without starting from nothing."""
    with warm.Stable(tmp_path_factory.mktemp("commands")) as stable:
        yield stable


@pytest.fixture
def model():
    """A model's server, whose model is honest."""
    with ModelServer(writer=honest) as server:
        yield server


@pytest.fixture
def home(hub, _sample_home, model):
    """The sample, online: an arXiv that has nothing new, and a model."""
    stage.settle(hub, _sample_home)
    with ArxivServer() as arxiv:
        hub.variables.update(
            HUB_OFFLINE="0",
            HUB_ARXIV_API_URL=arxiv.api_url,
            HUB_MIN_INTERVAL="0",
            HUB_LLM_MODEL="openai/m",
            HUB_LLM_BASE_URL=model.url,
            HUB_LLM_API_KEY=stage.KEY,
        )
        yield hub
