"""A real Neo4j server for tests: started once, with a login, emptied for each test."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import neo4j

START = Path(__file__).resolve().parent.parent / "graph" / "neo4j_server" / "start"
PASSWORD = "only-for-these-tests"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `driver` is for emptying and looking inside."""

    url: str
    process: subprocess.Popen[str]
    driver: neo4j.Driver

    def empty(self) -> None:
        """Take every node and edge out; constraints stay, for making them takes seconds."""
        with self.driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()

    def stop(self) -> None:
        self.driver.close()
        self.process.terminate()
        self.process.wait(timeout=60)


def start_server(home: Path) -> Server:
    """Start a server on a free port, its data in `home`, and give it a password."""
    for tool in ("java", "mvn"):
        if shutil.which(tool) is None:
            raise RuntimeError(f"These tests need a real Neo4j server, which needs {tool}; see CONTRIBUTING.md.")
    process = subprocess.Popen(
        [str(START), str(home), "0", "--auth"],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"NEO4J_HEAP": "768m"},
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("ready "):
            url = line.split()[1]
            break
    else:
        raise RuntimeError(f"Neo4j did not start (exit code {process.wait()}); its messages are above.")
    with neo4j.GraphDatabase.driver(url, auth=("neo4j", "neo4j")) as first:
        first.execute_query("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=PASSWORD, database_="system")
    return Server(url, process, neo4j.GraphDatabase.driver(url, auth=("neo4j", PASSWORD)))
