"""Tells the story with the Python SDK 3, 4 or 5 (OpenTelemetry): reads what to say as JSON, prints what was said."""

import json
import sys
from contextlib import nullcontext
from datetime import datetime, timedelta, timezone

import langfuse
from langfuse import Langfuse

story = json.load(sys.stdin)
client = Langfuse(environment="staging", release="py-release")
about = {
    "user_id": story["userId"],
    "session_id": story["sessionId"],
    "version": "2.0.1",
    "tags": ["python", "café"],
}
is_second_generation = not hasattr(langfuse.LangfuseSpan, "update_trace")
# From SDK 5 on a trace has what its root span has.
has_trace_output = not is_second_generation or hasattr(langfuse.LangfuseSpan, "set_trace_io")


def attributes():
    """From SDK 4 on they are carried on every span, SDK 3 sets them on the trace."""
    if not is_second_generation:
        return nullcontext()
    values = {key: value for key, value in story["metadata"].items() if isinstance(value, str) and value}
    return langfuse.propagate_attributes(trace_name="python story", metadata=values, **about)


def about_trace(span):
    if is_second_generation:
        if has_trace_output:
            span.set_trace_io(input=story["question"], output=story["answer"])
        span.set_trace_as_public()
        return
    span.update_trace(
        name="python story",
        metadata=story["metadata"],
        input=story["question"],
        output=story["answer"],
        public=True,
        **about,
    )


with attributes():
    root = client.start_observation(name="root", input=story["question"], metadata=story["metadata"], version="2.0.1")
    about_trace(root)
    tool = root.start_observation(name="tool", as_type="tool", input=story["toolInput"])
    tool.update(output=story["toolOutput"], level="ERROR", status_message=story["failure"])
    tool.end()
    generation = root.start_observation(
        name="generation",
        as_type="generation",
        model="gpt-4o-2024-08-06",
        model_parameters={"temperature": "0.5", "max_tokens": 64},
        input=story["chat"],
        completion_start_time=datetime.now(timezone.utc) + timedelta(milliseconds=250),
    )
    generation.update(
        output=story["answer"],
        usage_details={"input": 700, "output": 150, "input_cached_tokens": 300, "total": 1150},
        cost_details={"input": 0.001, "output": 0.002, "total": 0.003},
    )
    generation.end()
    root.update(output=story["large"])
    root.score_trace(name="quality", value=0.25, score_id=root.trace_id + "-n", comment="gut")
    generation.score(name="tone", value="warm", data_type="CATEGORICAL")
    root.score_trace(name="solved", value=1, data_type="BOOLEAN")
    root.end()
client.flush()


def told(span, parent):
    otel = span._otel_span
    return {
        "id": span.id,
        "parentId": parent and parent.id,
        "startUs": otel.start_time // 1000,
        "endUs": otel.end_time // 1000,
    }


print(
    json.dumps(
        {
            "traceId": root.trace_id,
            "authenticated": client.auth_check(),
            "hasTraceOutput": has_trace_output,
            "observations": {
                "root": told(root, None),
                "tool": told(tool, root),
                "generation": told(generation, root),
            },
        }
    )
)
client.shutdown()
