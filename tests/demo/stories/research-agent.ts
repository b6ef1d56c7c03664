import type { Calendar } from '../calendar.ts';
import { modelCall } from '../model-call.ts';
import type { Model } from '../model-call.ts';
import type { Seeded } from '../seeded.ts';
import type { Step, Story } from '../story.ts';
import { RESEARCH_QUESTIONS } from '../texts/research-questions.ts';
import type { ResearchQuestion } from '../texts/research-questions.ts';

const COLLEAGUES = ['ingrid@nordlys.example', 'mats@nordlys.example', 'amina@nordlys.example', 'jonas@nordlys.example'];

interface Task extends ResearchQuestion {
  model: Model;
  fails: boolean;
}

/** A colleague's question to the research agent: plan, tools with retries, a reader for every page, a report – or a failure. */
export function researchRun(random: Seeded, calendar: Calendar): Story {
  const question = random.pick(RESEARCH_QUESTIONS);
  const model: Model = random.weighted({ 'gpt-5': 5, 'claude-sonnet-4-5-20250929': 4, 'gemini-2.5-pro': 2 });
  const task: Task = { ...question, model, fails: random.chance(0.12) };
  const startMs = calendar.busyMoment();
  const plan = planStep(random, task, startMs + random.duration(15));
  const rounds = roundsOf(random, task, plan.endMs);
  const lastMs = rounds.at(-1)!.endMs;
  const ending = task.fails ? limitReached(lastMs + 5) : reportStep(random, task, lastMs + 5);
  const endMs = ending.endMs + random.duration(10);
  const failure = 'Stopped after 12 steps without an answer';
  return {
    name: 'research-agent',
    environment: random.weighted({ production: 55, staging: 30, development: 15 }),
    release: 'research-agent@0.9.2',
    userId: random.pick(COLLEAGUES),
    tags: ['agent', model.split('-')[0]!],
    metadata: { budget_usd: '0.50', requested_by: 'slack' },
    root: {
      name: 'research',
      type: 'agent',
      startMs,
      endMs,
      input: { question: task.question },
      ...(task.fails ? { level: 'ERROR', statusMessage: failure } : { output: { report: task.report } }),
      metadata: { max_steps: 12, tools: ['web_search', 'fetch_page', 'query_warehouse', 'run_python'] },
      steps: [plan, ...rounds, ending],
    },
    scores: task.fails
      ? [{ name: 'task-success', value: 0, dataType: 'BOOLEAN', comment: failure, atMs: endMs + 500 }]
      : [
          { name: 'task-success', value: 1, dataType: 'BOOLEAN', atMs: endMs + 500 },
          {
            name: 'report-quality',
            value: Math.round(60 + random.next() * 40) / 10,
            dataType: 'NUMERIC',
            comment: 'Judged against the checklist for reports.',
            atMs: endMs + random.duration(9_000),
            step: ending,
          },
          ...(random.chance(0.3)
            ? [
                {
                  name: 'review',
                  value: 'Good, but I miss the source of the second figure.',
                  dataType: 'TEXT' as const,
                  atMs: endMs + random.duration(3_600_000),
                },
              ]
            : []),
        ],
  };
}

function planStep(random: Seeded, task: Task, startMs: number): Step {
  return modelCall(random, {
    name: 'plan',
    model: task.model,
    startMs,
    input: [
      { role: 'system', content: 'Break the question into at most four steps. Answer as a JSON list of strings.' },
      { role: 'user', content: task.question },
    ],
    output: { role: 'assistant', content: JSON.stringify(task.plan) },
    parameters: { max_completion_tokens: 4000, reasoning_effort: 'medium' },
  });
}

function roundsOf(random: Seeded, task: Task, startMs: number): Step[] {
  const rounds: Step[] = [];
  let atMs = startMs;
  for (const [index, goal] of task.plan.entries()) {
    const round = roundStep(random, task, { goal, index, startMs: atMs + random.duration(8) });
    rounds.push(round);
    atMs = round.endMs;
  }
  return rounds;
}

function roundStep(random: Seeded, task: Task, about: { goal: string; index: number; startMs: number }): Step {
  const { goal, index, startMs } = about;
  const source = task.sources[index % task.sources.length]!;
  const tool = index === 0 && task.sql ? 'query_warehouse' : 'web_search';
  const toolInput =
    tool === 'query_warehouse' ? { sql: task.sql!.query } : { query: `${goal} ${task.question.slice(0, 40)}` };
  const think = modelCall(random, {
    name: 'decide',
    model: task.model,
    startMs,
    input: [{ role: 'user', content: `Goal: ${goal}` }],
    output: {
      role: 'assistant',
      content: null,
      tool_calls: [
        {
          id: `call_${random.hex(6)}`,
          type: 'function',
          function: { name: tool, arguments: JSON.stringify(toolInput) },
        },
      ],
    },
    cachedShare: index === 0 ? 0 : 0.75,
    extraInputTokens: 900 + index * 1400,
    parameters: { max_completion_tokens: 4000 },
  });
  const work =
    tool === 'query_warehouse'
      ? warehouse(random, task, think.endMs + 3)
      : searchAndRead(random, { source, query: toolInput, startMs: think.endMs + 3, fails: task.fails });
  const steps = [think, ...work];
  return {
    name: `step ${index + 1}: ${goal}`,
    type: 'chain',
    startMs,
    endMs: Math.max(...steps.map((step) => step.endMs)),
    input: { goal },
    steps,
  };
}

/** The warehouse sometimes times out; the agent asks again, with patience. */
function warehouse(random: Seeded, task: Task, startMs: number): Step[] {
  const sql = task.sql!;
  const attempts: Step[] = [];
  let atMs = startMs;
  while (attempts.length < 2 && random.chance(task.fails ? 0.9 : 0.3)) {
    const endMs = atMs + 30_000;
    attempts.push({
      name: 'query_warehouse',
      type: 'tool',
      startMs: atMs,
      endMs,
      input: { sql: sql.query },
      level: 'ERROR',
      statusMessage: 'TimeoutError: query ran longer than 30 s',
      metadata: { attempt: attempts.length + 1 },
      steps: [],
    });
    atMs = endMs + 1000 * 2 ** attempts.length;
  }
  attempts.push({
    name: 'query_warehouse',
    type: 'tool',
    startMs: atMs,
    endMs: atMs + random.duration(2_400),
    input: { sql: sql.query },
    output: { rows: sql.rows },
    metadata: { attempt: attempts.length + 1 },
    steps: [],
  });
  return attempts;
}

interface Searching {
  source: ResearchQuestion['sources'][number];
  query: unknown;
  startMs: number;
  fails: boolean;
}

function searchAndRead(random: Seeded, about: Searching): Step[] {
  const { source, startMs } = about;
  const search: Step = {
    name: 'web_search',
    type: 'tool',
    startMs,
    endMs: startMs + random.duration(700),
    input: about.query,
    output: {
      results: [
        { url: source.url, title: source.title },
        { url: 'https://forum.example/t/88121', title: 'Anyone tried this?' },
      ],
    },
    steps: [],
  };
  const fetch = fetchPage(random, { ...about, startMs: search.endMs + 2 });
  const isRead = fetch.at(-1)!.level !== 'ERROR';
  return isRead ? [search, ...fetch, reader(random, source, fetch.at(-1)!.endMs + 2)] : [search, ...fetch];
}

function fetchPage(random: Seeded, { source, startMs, fails }: Searching): Step[] {
  const first: Step = {
    name: 'fetch_page',
    type: 'tool',
    startMs,
    endMs: startMs + random.duration(900),
    input: { url: source.url },
    steps: [],
  };
  const success = {
    output: { status: 200, text: `${source.title}\n\n${source.finding}\n\n${'… '.repeat(random.whole(5, 60))}` },
  };
  if (!fails && !random.chance(0.15)) return [{ ...first, ...success }];
  const refused: Step = {
    ...first,
    level: 'WARNING',
    statusMessage: '429 Too Many Requests, retry after 2 s',
    output: { status: 429 },
  };
  const again = {
    ...first,
    startMs: refused.endMs + 2_000,
    endMs: refused.endMs + 2_000 + random.duration(900),
    metadata: { attempt: 2 },
  };
  return fails
    ? [refused, { ...again, level: 'ERROR', statusMessage: '403 Forbidden: robots are not welcome here' }]
    : [refused, { ...again, ...success }];
}

/** A small model reads the page for the large one. */
function reader(random: Seeded, source: Searching['source'], startMs: number): Step {
  const read = modelCall(random, {
    name: 'extract-finding',
    model: 'gemini-2.5-flash',
    startMs: startMs + 2,
    input: [{ role: 'user', content: `What does this page say that matters?\n\n${source.title}\n${source.finding}` }],
    output: { role: 'assistant', content: source.finding },
    extraInputTokens: random.whole(2_000, 14_000),
    parameters: { temperature: 0 },
  });
  return {
    name: 'page-reader',
    type: 'agent',
    startMs,
    endMs: read.endMs + 1,
    input: { url: source.url },
    output: source.finding,
    steps: [read],
  };
}

function reportStep(random: Seeded, task: Task, startMs: number): Step {
  return modelCall(random, {
    name: 'write-report',
    model: task.model,
    startMs,
    input: [
      { role: 'system', content: 'Write a short report with figures and a recommendation. Name every source.' },
      { role: 'user', content: task.question },
      {
        role: 'assistant',
        content: task.sources.map(({ title, finding, url }) => `- ${finding} (${title}, ${url})`).join('\n'),
      },
    ],
    output: { role: 'assistant', content: task.report },
    stream: true,
    cachedShare: 0.5,
    extraInputTokens: 6_000,
    prompt: { name: 'research/report', version: 3 },
    parameters: { max_completion_tokens: 8000, reasoning_effort: 'high' },
  });
}

function limitReached(startMs: number): Step {
  return {
    name: 'step-limit',
    type: 'event',
    startMs,
    endMs: startMs,
    level: 'ERROR',
    statusMessage: 'Stopped after 12 steps without an answer',
    steps: [],
  };
}
