import type { Calendar } from '../calendar.ts';
import { modelCall } from '../model-call.ts';
import type { Model } from '../model-call.ts';
import type { Seeded } from '../seeded.ts';
import type { Step, Story } from '../story.ts';
import { invoice } from '../texts/invoices.ts';
import type { Invoice } from '../texts/invoices.ts';

/** A scanned invoice: guard, similar examples by embedding, extraction, validation with a second try, judged. */
export function extraction(random: Seeded, calendar: Calendar): Story {
  const paper = invoice(random);
  const startMs = calendar.busyMoment();
  const model: Model = random.weighted({ 'gpt-5-mini': 6, 'gpt-4.1-mini': 3, 'gemini-2.5-flash': 3 });
  const guard = guardStep(random, paper, startMs + 3);
  const examples = examplesStep(random, paper, guard.endMs + 1);
  const isSloppy = random.chance(0.14);
  const attempts = attemptSteps(random, { paper, model, isSloppy, startMs: examples.endMs + 1 });
  const judge = judgeStep(random, paper, attempts.at(-1)!.endMs + 2);
  return {
    name: 'extract-invoice',
    environment: random.weighted({ production: 75, staging: 15, development: 10 }),
    release: 'invoice-pipeline@3.1.0',
    version: model,
    tags: ['extraction', paper.currency],
    metadata: { vendor: paper.vendor, pages: '1' },
    root: {
      name: 'extract-invoice',
      type: 'chain',
      startMs,
      endMs: judge.endMs + 2,
      input: { document: paper.page, mime: 'text/plain' },
      output: fieldsOf(paper),
      steps: [guard, examples, ...attempts, judge],
    },
    scores: [
      {
        name: 'fields-correct',
        value: isSloppy ? 0.75 : 1,
        dataType: 'NUMERIC',
        atMs: judge.endMs + 1,
        step: attempts.at(-1)!,
      },
      ...(random.chance(0.2)
        ? [{ name: 'needs-review', value: isSloppy ? 1 : 0, dataType: 'BOOLEAN' as const, atMs: judge.endMs + 1 }]
        : []),
    ],
  };
}

function guardStep(random: Seeded, paper: Invoice, startMs: number): Step {
  const endMs = startMs + random.duration(20);
  return {
    name: 'check-document',
    type: 'guardrail',
    startMs,
    endMs,
    input: { characters: paper.page.length },
    output: { isInvoice: true, injection: false },
    steps: [],
  };
}

function examplesStep(random: Seeded, paper: Invoice, startMs: number): Step {
  const embedding: Step = {
    name: 'embed-document',
    type: 'embedding',
    startMs,
    endMs: startMs + random.duration(80),
    input: paper.page,
    call: { model: 'text-embedding-3-large', parameters: {}, usage: { input: Math.ceil(paper.page.length / 4) } },
    steps: [],
  };
  const endMs = embedding.endMs + random.duration(25);
  return {
    name: 'similar-invoices',
    type: 'retriever',
    startMs,
    endMs,
    input: { vendor: paper.vendor, k: 3 },
    output: [
      { id: `inv-${random.hex(3)}`, similarity: 0.94 },
      { id: `inv-${random.hex(3)}`, similarity: 0.88 },
    ],
    steps: [embedding],
  };
}

function attemptSteps(
  random: Seeded,
  about: { paper: Invoice; model: Model; isSloppy: boolean; startMs: number },
): Step[] {
  const { paper, model, isSloppy } = about;
  const first = extractStep(random, {
    paper,
    model,
    startMs: about.startMs,
    total: isSloppy ? paper.total / 10 : paper.total,
  });
  const check = validateStep(random, { paper, startMs: first.endMs + 1, isWrong: isSloppy });
  if (!isSloppy) return [first, check];
  const second = extractStep(random, { paper, model, startMs: check.endMs + 1, total: paper.total });
  return [first, check, second, validateStep(random, { paper, startMs: second.endMs + 1, isWrong: false })];
}

function extractStep(random: Seeded, about: { paper: Invoice; model: Model; startMs: number; total: number }): Step {
  return modelCall(random, {
    name: 'extract-fields',
    model: about.model,
    startMs: about.startMs,
    input: [
      { role: 'system', content: 'Return vendor, number, currency, lines and total of the invoice as JSON.' },
      { role: 'user', content: about.paper.page },
    ],
    output: { role: 'assistant', content: JSON.stringify({ ...fieldsOf(about.paper), total: about.total }) },
    cachedShare: 0.3,
    extraInputTokens: 1_200,
    prompt: { name: 'invoices/extract', version: 12 },
    parameters: { temperature: 0, response_format: 'json_schema' },
  });
}

function validateStep(random: Seeded, about: { paper: Invoice; startMs: number; isWrong: boolean }): Step {
  const problem = 'total is not the sum of the lines';
  return {
    name: 'validate-sums',
    type: 'tool',
    startMs: about.startMs,
    endMs: about.startMs + random.duration(4),
    input: { lines: about.paper.lines.length, total: about.paper.total },
    output: about.isWrong ? { ok: false, problem } : { ok: true },
    ...(about.isWrong ? { level: 'WARNING', statusMessage: problem } : {}),
    steps: [],
  };
}

function judgeStep(random: Seeded, paper: Invoice, startMs: number): Step {
  const verdict = modelCall(random, {
    name: 'judge',
    model: 'gpt-4.1-mini',
    startMs: startMs + 1,
    input: [{ role: 'user', content: `Do these fields match the document?\n${paper.page}` }],
    output: { role: 'assistant', content: '{"match": true, "confidence": 0.93}' },
    parameters: { temperature: 0 },
  });
  return {
    name: 'grade-extraction',
    type: 'evaluator',
    startMs,
    endMs: verdict.endMs + 1,
    input: { number: paper.number },
    output: { match: true },
    steps: [verdict],
  };
}

function fieldsOf({ vendor, number, currency, lines, total }: Invoice) {
  return { vendor, number, currency, lines, total };
}
