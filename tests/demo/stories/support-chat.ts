import type { Calendar } from '../calendar.ts';
import { failedCall, modelCall } from '../model-call.ts';
import type { Model } from '../model-call.ts';
import type { Seeded } from '../seeded.ts';
import type { Step, Story, StoryScore } from '../story.ts';
import { SUPPORT_SYSTEM, SUPPORT_TOPICS } from '../texts/support-topics.ts';
import type { SupportTopic } from '../texts/support-topics.ts';

interface Turn {
  topic: SupportTopic;
  index: number;
  startMs: number;
  userId: string;
  sessionId: string;
  environment: Story['environment'];
}

const CUSTOMERS = Array.from({ length: 38 }, (_, index) => `customer-${1000 + index * 37}`);

/** A customer's conversation with the shop's assistant: one trace a turn, one session. */
export function supportConversation(random: Seeded, calendar: Calendar, index: number): Story[] {
  const topic = random.pick(SUPPORT_TOPICS);
  const userId = random.pick(CUSTOMERS);
  const sessionId = `chat-${random.hex(4)}`;
  const environment = random.weighted({ production: 82, staging: 12, development: 6 });
  let startMs = index % 12 === 0 ? calendar.outageMoment() : calendar.busyMoment();
  return topic.turns.map((_, turnIndex) => {
    const story = turn(random, calendar, { topic, index: turnIndex, startMs, userId, sessionId, environment });
    startMs = story.root.endMs + random.duration(45_000);
    return story;
  });
}

function turn(random: Seeded, calendar: Calendar, about: Turn): Story {
  const { topic, index, startMs } = about;
  const { question, answer } = topic.turns[index]!;
  const release = calendar.releaseAt(startMs);
  const isBroken = calendar.isSearchOutage(startMs) && random.chance(0.75);
  const guard = guardrail(random, { startMs: startMs + random.duration(4), question });
  const search = retrieve(random, { topic, question, startMs: guard.endMs + 1, isBroken });
  const model: Model = release.endsWith('2.14.0') ? 'claude-haiku-4-5-20251001' : 'gpt-4o-2024-11-20';
  const history = topic.turns.slice(0, index).flatMap((past) => [
    { role: 'user', content: past.question },
    { role: 'assistant', content: past.answer },
  ]);
  const generation = isBroken
    ? null
    : answerStep(random, {
        model,
        startMs: search.endMs + 2,
        history,
        question,
        answer: varied(random, answer),
        article: topic.article,
      });
  const steps = [guard, search, ...(generation ? generation.tries : [apology(search.endMs + 2)])];
  const endMs = steps.at(-1)!.endMs + random.duration(6);
  const finalAnswer = generation?.answer.output ?? { role: 'assistant', content: APOLOGY };
  return {
    name: 'support-chat',
    environment: about.environment,
    release,
    version: model,
    userId: about.userId,
    sessionId: about.sessionId,
    tags: ['chat', topic.key, index === 0 ? 'first-turn' : 'follow-up'],
    metadata: { channel: random.pick(['web', 'app', 'app', 'kiosk']), language: languageOf(question) },
    root: {
      name: 'chat-turn',
      type: 'span',
      startMs,
      endMs,
      input: { message: question, turn: index + 1 },
      output: { message: (finalAnswer as { content: string }).content },
      ...(isBroken ? { level: 'WARNING', statusMessage: 'answered without the help centre' } : {}),
      steps,
    },
    scores: scoresOf(random, { isBroken, endMs, step: generation?.answer }),
  };
}

function guardrail(random: Seeded, about: { startMs: number; question: string }): Step {
  return {
    name: 'screen-message',
    type: 'guardrail',
    startMs: about.startMs,
    endMs: about.startMs + random.duration(35),
    input: about.question,
    output: { allowed: true, personalData: /FF-\d+|DE\d+/.test(about.question) ? ['order number'] : [] },
    steps: [],
  };
}

function retrieve(
  random: Seeded,
  about: { topic: SupportTopic; question: string; startMs: number; isBroken: boolean },
): Step {
  const embedding: Step = {
    name: 'embed-question',
    type: 'embedding',
    startMs: about.startMs + 1,
    endMs: about.startMs + 1 + random.duration(70),
    input: about.question,
    output: { dimensions: 1536 },
    call: { model: 'text-embedding-3-small', parameters: {}, usage: { input: Math.ceil(about.question.length / 4) } },
    steps: [],
  };
  const searchEndMs = embedding.endMs + (about.isBroken ? 5_000 : random.duration(60));
  const others = SUPPORT_TOPICS.filter((topic) => topic !== about.topic).slice(0, 4);
  const found = [about.topic, ...others].map(({ article }, rank) => ({
    id: article.id,
    title: article.title,
    score: Math.round((0.91 - rank * 0.11 - random.next() * 0.05) * 1000) / 1000,
  }));
  const search: Step = {
    name: 'search-help-centre',
    type: 'retriever',
    startMs: about.startMs,
    endMs: searchEndMs,
    input: { query: about.question, k: 5 },
    ...(about.isBroken
      ? { level: 'ERROR', statusMessage: 'help-search-2: connect ETIMEDOUT 10.4.7.12:9200 after 5000 ms' }
      : { output: found }),
    metadata: { index: 'help-2026-10', region: 'eu-north-1' },
    steps: [embedding],
  };
  if (!about.isBroken) search.steps.push(rerank(random, searchEndMs, found));
  search.endMs = Math.max(...search.steps.map((step) => step.endMs), searchEndMs);
  return search;
}

function rerank(random: Seeded, startMs: number, found: { id: string; score: number }[]): Step {
  return {
    name: 'rerank',
    type: 'chain',
    startMs,
    endMs: startMs + random.duration(90),
    input: found.map(({ id }) => id),
    output: found.slice(0, 2).map(({ id, score }) => ({ id, score: Math.min(0.99, score + 0.05) })),
    metadata: { model: 'cohere.rerank-v3-5', keep: 2 },
    steps: [],
  };
}

interface Answering {
  model: Model;
  startMs: number;
  history: { role: string; content: string }[];
  question: string;
  answer: string;
  article: SupportTopic['article'];
}

/** The answer, now and then after a call that the vendor refused. */
function answerStep(random: Seeded, about: Answering): { tries: Step[]; answer: Step } {
  const { model, history, question, article } = about;
  const input = [
    { role: 'system', content: `${SUPPORT_SYSTEM}\n\n# ${article.title} (${article.id})\n${article.text}` },
    ...history,
    { role: 'user', content: question },
  ];
  const call = {
    name: 'write-answer',
    model,
    input,
    stream: true,
    cachedShare: history.length > 0 ? 0.6 : 0,
    prompt: { name: 'support/answer', version: model.startsWith('claude') ? 8 : 7 },
    parameters: { temperature: 0.3, max_tokens: 600 },
  };
  const tries: Step[] = [];
  if (random.chance(0.04))
    tries.push(
      failedCall(
        random,
        { ...call, startMs: about.startMs },
        '529 overloaded_error: the model is overloaded, try again later',
      ),
    );
  const startMs = tries[0] ? tries[0].endMs + 500 : about.startMs;
  const answer = modelCall(random, { ...call, startMs, output: { role: 'assistant', content: about.answer } });
  return { tries: [...tries, answer], answer };
}

const APOLOGY = 'I cannot look into our help centre right now. A colleague will answer you by e-mail within two hours.';

function apology(startMs: number): Step {
  return {
    name: 'fallback-answer',
    type: 'event',
    startMs,
    endMs: startMs,
    output: APOLOGY,
    level: 'WARNING',
    steps: [],
  };
}

const OPENINGS = ['', '', '', 'Of course. ', 'Happy to help! ', 'Good question. '];
const CLOSINGS = ['', '', '', ' Anything else?', ' Let me know if that does not work.'];

function varied(random: Seeded, answer: string): string {
  return /[äöåø]|Ihre?\b/.test(answer) ? answer : `${random.pick(OPENINGS)}${answer}${random.pick(CLOSINGS)}`;
}

function languageOf(question: string): string {
  if (/\b(ist|geht|Danke|eine)\b/.test(question)) return 'de';
  return /\b(Hei|Jakken|ikke)\b/.test(question) ? 'nb' : 'en';
}

function scoresOf(random: Seeded, about: { isBroken: boolean; endMs: number; step: Step | undefined }): StoryScore[] {
  const scores: StoryScore[] = [];
  const { endMs, step, isBroken } = about;
  if (step && random.chance(0.6)) {
    const value = Math.round((0.72 + random.next() * 0.28) * 100) / 100;
    const comment = value > 0.85 ? 'Every claim is in the article.' : 'One sentence goes beyond the article.';
    scores.push({
      name: 'faithfulness',
      value,
      dataType: 'NUMERIC',
      comment,
      atMs: endMs + random.duration(20_000),
      step,
    });
  }
  if (random.chance(isBroken ? 0.5 : 0.18)) {
    const isHappy = !isBroken && random.chance(0.8);
    const comment = isHappy ? {} : { comment: random.pick(['did not help', 'I want a human', 'too slow']) };
    scores.push({
      name: 'thumbs-up',
      value: isHappy ? 1 : 0,
      dataType: 'BOOLEAN',
      atMs: endMs + random.duration(30_000),
      ...comment,
    });
  }
  if (random.chance(0.25))
    scores.push({
      name: 'tone',
      value: random.weighted({ friendly: 8, neutral: 3, stiff: 1 }),
      dataType: 'CATEGORICAL',
      atMs: endMs + random.duration(25_000),
    });
  return scores;
}
