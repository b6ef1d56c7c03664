"""Tells the story with the Python SDK 2 (batch API): reads what to say as JSON, prints what was said."""

import json
import sys
from datetime import datetime, timedelta, timezone

from langfuse import Langfuse

story = json.load(sys.stdin)
start = datetime(2026, 11, 18, 6, 7, 8, 123456, tzinfo=timezone.utc)
at = lambda ms: start + timedelta(milliseconds=ms)

client = Langfuse(environment="staging", release="py-release")
trace = client.trace(
    id=story["traceId"],
    name="python story",
    timestamp=start,
    user_id=story["userId"],
    session_id=story["sessionId"],
    version="2.0.1",
    tags=["python", "café"],
    metadata=story["metadata"],
    input=story["question"],
    public=True,
)
root = trace.span(name="root", start_time=start, input=story["question"], metadata=story["metadata"])
tool = root.span(name="tool", start_time=at(1), input=story["toolInput"])
tool.update(output=story["toolOutput"], level="ERROR", status_message=story["failure"], end_time=at(2))
generation = root.generation(
    name="generation",
    start_time=at(10),
    model="gpt-4o-2024-08-06",
    model_parameters={"temperature": "0.5", "max_tokens": 64},
    input=story["chat"],
)
generation.update(
    output=story["answer"],
    completion_start_time=at(260),
    end_time=at(1010),
    usage_details={"input": 700, "output": 150, "input_cached_tokens": 300, "total": 1150},
    cost_details={"input": 0.001, "output": 0.002, "total": 0.003},
)
root.update(output=story["large"], end_time=at(5000))
trace.update(output=story["answer"])
trace.score(id=story["traceId"] + "-n", name="quality", value=0.25, comment="gut")
generation.score(name="tone", value="warm", data_type="CATEGORICAL")
trace.score(name="solved", value=1, data_type="BOOLEAN")
client.flush()

ms = lambda value: int(value.timestamp()) * 1_000_000 + value.microsecond
print(
    json.dumps(
        {
            "traceId": trace.id,
            "authenticated": client.auth_check(),
            "hasTraceOutput": True,
            "observations": {
                "root": {"id": root.id, "parentId": None, "startUs": ms(start), "endUs": ms(at(5000))},
                "tool": {"id": tool.id, "parentId": root.id, "startUs": ms(at(1)), "endUs": ms(at(2))},
                "generation": {"id": generation.id, "parentId": root.id, "startUs": ms(at(10)), "endUs": ms(at(1010))},
            },
        }
    )
)
