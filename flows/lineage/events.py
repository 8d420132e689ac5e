"""The events of a load, in the words of OpenLineage (openlineage.io, specification 2-0-2).

A load is a run of the job FLOW.SOURCE; its inputs are what was read, its outputs the tables, with the rows that it
wrote. What the checks said is a run of its own, of the job FLOW.SOURCE.checks, whose inputs are the tables: there the
standard has the facet for it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import (
    DatasetFacet,
    JobFacet,
    RunFacet,
    data_quality_assertions_dataset,
    dataset_version_dataset,
    documentation_dataset,
    documentation_job,
    error_message_run,
    input_statistics_input_dataset,
    job_type_job,
    output_statistics_output_dataset,
    parent_run,
    processing_engine_run,
    schema_dataset,
    storage_dataset,
    tags_run,
)
from openlineage.client.serde import Serde
from openlineage.client.uuid import generate_static_uuid

from flows.installation import CODE_VERSION
from flows.lineage.facts import Checked, Place, Written, by_table, descriptions, table_place
from schemas.ledger import Load
from schemas.tables import BY_NAME, Table
from warehouse.disk.manifest import Manifest

PRODUCER: Final = f"pkg:pypi/onrecord@{CODE_VERSION}"
"""What makes the events, as a package URL (ECMA-427)."""
_SEVERITY: Final = {"blocking": "error", "warning": "warn"}
_DOES: Final = {
    "ingest": "Load new and changed articles into a warehouse of entities, quotes and figures.",
    "replay": "Take refused records through the load again.",
    "rederive": "Derive the rows of all stored articles anew.",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Words the events of one load.

    Attributes:
        namespace: OpenLineage's namespace of the jobs.
        load: the load, as far as it is known when it begins.
        source: name of the source.
        store: folder of the store.
        inputs: what is read.
        size: bytes that are read, where there is one input.
    """

    namespace: str
    load: Load
    source: str
    store: Path
    inputs: Sequence[Place]
    size: int

    def start(self) -> str:
        """The event of a load that begins."""
        return self._event(RunState.START, self.load.started_at, {}, self._inputs(None), self._outputs(()))

    def complete(self, load: Load, manifest: Manifest, written: Sequence[Written]) -> str:
        """The event of a load that ended well."""
        outputs = self._outputs(written, manifest, load.rows_rejected)
        return self._event(RunState.COMPLETE, None, {}, self._inputs(load.rows_in), outputs)

    def fail(self, load: Load, message: str, *, stopped: bool) -> str:
        """The event of a load that was given up, or was stopped from outside; the tables are as they were."""
        facets: dict[str, RunFacet] = {
            "errorMessage": error_message_run.ErrorMessageRunFacet(message, "PYTHON", producer=PRODUCER)
        }
        state = RunState.ABORT if stopped else RunState.FAIL
        return self._event(state, None, facets, self._inputs(load.rows_in), self._outputs(()))

    def checks(self, checked: Sequence[Checked]) -> Iterator[str]:
        """The two events of the checks over what a load wrote."""
        failed = any(one.failing_rows and one.severity == "blocking" for one in checked)
        tables = by_table(checked)
        inputs = [self._asserted(BY_NAME[name], several) for name, several in sorted(tables.items())]
        parent = parent_run.ParentRunFacet(
            parent_run.Run(self._run_id()), parent_run.Job(self.namespace, self._name()), producer=PRODUCER
        )
        for state in (RunState.START, RunState.FAIL if failed else RunState.COMPLETE):
            yield self._event(state, None, {"parent": parent}, inputs, [], part="checks")

    def _event(
        self,
        state: RunState,
        when: datetime | None,
        facets: dict[str, RunFacet],
        inputs: list[InputDataset],
        outputs: list[OutputDataset],
        *,
        part: str = "",
    ) -> str:
        event = RunEvent(
            eventType=state,
            eventTime=(when or datetime.now(UTC)).isoformat(),
            producer=PRODUCER,
            run=Run(self._run_id(part), self._run_facets() | facets),
            job=Job(self.namespace, self._name(part), self._job_facets(part)),
            inputs=inputs,
            outputs=outputs,
        )
        return str(Serde.to_json(event))

    def _name(self, part: str = "") -> str:
        return ".".join(filter(None, (self.load.flow, self.source, part)))

    def _run_id(self, part: str = "") -> str:
        told = "\0".join((self.load.load_id, self.load.flow_run_id or "", part))
        return str(generate_static_uuid(self.load.started_at, told.encode()))

    def _run_facets(self) -> dict[str, RunFacet]:
        tags = {"load_id": self.load.load_id, "flow_run_id": self.load.flow_run_id}
        fields = [tags_run.TagsRunFacetFields(key, value, "ONRECORD") for key, value in tags.items() if value]
        engine = processing_engine_run.ProcessingEngineRunFacet(CODE_VERSION, "onrecord", producer=PRODUCER)
        return {"tags": tags_run.TagsRunFacet(fields, producer=PRODUCER), "processing_engine": engine}

    def _job_facets(self, part: str) -> dict[str, JobFacet]:
        kind = "CHECKS" if part else "LOAD"
        does = "Check the rows that a load wrote." if part else _DOES.get(self.load.flow, self.load.flow)
        return {
            "jobType": job_type_job.JobTypeJobFacet("BATCH", "ONRECORD", kind, producer=PRODUCER),
            "documentation": documentation_job.DocumentationJobFacet(does, producer=PRODUCER),
        }

    def _inputs(self, rows: int | None) -> list[InputDataset]:
        inputs = [InputDataset(one.namespace, one.name) for one in self.inputs]
        if len(inputs) == 1 and rows is not None:
            read = input_statistics_input_dataset.InputStatisticsInputDatasetFacet(
                rowCount=rows, size=self.size or None, producer=PRODUCER
            )
            inputs[0].inputFacets = {"inputStatistics": read}
        return inputs

    def _outputs(
        self, written: Sequence[Written], manifest: Manifest | None = None, rejected: int = 0
    ) -> list[OutputDataset]:
        outputs = [self._output(one, manifest) for one in written if manifest]
        if outputs:
            outputs.append(self._output(Written(BY_NAME["rejects"], rejected, 0, 0), None))
        return outputs or [OutputDataset(*self._place(BY_NAME["articles"]))]

    def _output(self, written: Written, manifest: Manifest | None) -> OutputDataset:
        facets: dict[str, DatasetFacet] = {
            "schema": _schema(written.table),
            "documentation": documentation_dataset.DocumentationDatasetFacet(
                written.table.description, producer=PRODUCER
            ),
        }
        if manifest:
            facets["version"] = dataset_version_dataset.DatasetVersionDatasetFacet(
                manifest.snapshot_id, producer=PRODUCER
            )
            facets["storage"] = storage_dataset.StorageDatasetFacet("file", "parquet", producer=PRODUCER)
        counted = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(
            rowCount=written.rows,
            size=written.bytes if manifest else None,
            fileCount=written.files if manifest else None,
            producer=PRODUCER,
        )
        return OutputDataset(*self._place(written.table), facets=facets, outputFacets={"outputStatistics": counted})

    def _asserted(self, table: Table, checked: Sequence[Checked]) -> InputDataset:
        told = descriptions()
        assertions = [
            data_quality_assertions_dataset.Assertion(
                "custom_sql",
                success=not one.failing_rows,
                severity=_SEVERITY[one.severity],
                name=one.name,
                description=told.get(one.name),
                expected="0",
                actual=str(one.failing_rows),
                params=None,
            )
            for one in checked
        ]
        facet = data_quality_assertions_dataset.DataQualityAssertionsDatasetFacet(assertions, producer=PRODUCER)
        return InputDataset(*self._place(table), inputFacets={"dataQualityAssertions": facet})

    def _place(self, table: Table) -> tuple[str, str]:
        place = table_place(self.store, table.name)
        return place.namespace, place.name


def _schema(table: Table) -> schema_dataset.SchemaDatasetFacet:
    fields = [
        schema_dataset.SchemaDatasetFacetFields(
            column.name, str(column.type), column.description, ordinal_position=place, fields=None
        )
        for place, column in enumerate(table.columns, start=1)
    ]
    return schema_dataset.SchemaDatasetFacet(fields, producer=PRODUCER)
