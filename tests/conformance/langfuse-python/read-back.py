"""Reads a trace through the SDK's own client, whose models refuse answers of another shape, and prints what it got."""

import json
import sys

from langfuse import Langfuse

trace_id = json.load(sys.stdin)["traceId"]
client = Langfuse()


def from_trace(trace):
    """SDKs 2 to 4 read traces."""
    generation = next(observation for observation in trace.observations if observation.name == "generation")
    return trace, generation, trace.input, trace.output, generation.input, generation.output, trace.scores


def from_observations():
    """From SDK 5 on there are only observations, whose payloads come raw."""
    fields = "core,basic,io,model,usage,trace_context"
    found = client.api.observations.get_many(trace_id=trace_id, fields=fields).data
    root = next(observation for observation in found if observation.name == "root")
    generation = next(observation for observation in found if observation.name == "generation")
    scores = client.api.scores.get_many(trace_id=trace_id).data
    payloads = root.input, root.output, json.loads(generation.input), json.loads(generation.output)
    return root, generation, *payloads, scores


def read():
    if hasattr(client, "fetch_trace"):
        return from_trace(client.fetch_trace(trace_id).data)
    if hasattr(client.api.trace, "get"):
        return from_trace(client.api.trace.get(trace_id))
    return from_observations()


trace, generation, input, output, generation_input, generation_output, scores = read()
print(
    json.dumps(
        {
            "id": getattr(trace, "trace_id", None) or trace.id,
            "name": getattr(trace, "trace_name", None) or trace.name,
            "userId": trace.user_id,
            "sessionId": trace.session_id,
            "tags": trace.tags,
            "input": input,
            "output": output,
            "generation": {
                "input": generation_input,
                "output": generation_output,
                "model": generation.model,
                "usage": generation.usage_details,
                "cost": generation.cost_details,
            },
            "scores": sorted(score.name for score in scores),
        }
    )
)
