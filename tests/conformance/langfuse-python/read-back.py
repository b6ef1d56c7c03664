"""Reads a trace through the SDK's own client, whose models refuse answers of another shape, and prints what it got."""

import json
import sys

from langfuse import Langfuse

trace_id = json.load(sys.stdin)["traceId"]
client = Langfuse()
trace = client.fetch_trace(trace_id).data if hasattr(client, "fetch_trace") else client.api.trace.get(trace_id)
generation = next(observation for observation in trace.observations if observation.name == "generation")
print(
    json.dumps(
        {
            "id": trace.id,
            "name": trace.name,
            "userId": trace.user_id,
            "sessionId": trace.session_id,
            "tags": trace.tags,
            "input": trace.input,
            "output": trace.output,
            "generation": {
                "input": generation.input,
                "output": generation.output,
                "model": generation.model,
                "usage": generation.usage_details,
                "cost": generation.cost_details,
            },
            "scores": sorted(score.name for score in trace.scores),
        }
    )
)
