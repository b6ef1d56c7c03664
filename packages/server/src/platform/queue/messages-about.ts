import type { Job, JobType, Queue } from 'bullmq';

/** Every state that a message can be kept in. */
const STATES: JobType[] = ['waiting', 'active', 'delayed', 'prioritized', 'failed', 'completed'];
const PAGE = 500;

/** Messages whose content or id holds the text, in whatever state. */
export async function messagesAbout(queue: Queue, text: string): Promise<Job[]> {
  const found: Job[] = [];
  for (let from = 0; ; from += PAGE) {
    const jobs = (await queue.getJobs(STATES, from, from + PAGE - 1)) as (Job | undefined)[];
    for (const job of jobs)
      if (job && (job.id?.includes(text) || JSON.stringify(job.data).includes(text))) found.push(job);
    if (jobs.length < PAGE) return found;
  }
}

/** Removes them; one that a worker has in hand right now ends by itself and is left. Returns how many went. */
export async function forgetMessages(queue: Queue, text: string): Promise<number> {
  let count = 0;
  for (const job of await messagesAbout(queue, text)) {
    if (await job.isActive()) continue;
    await job.remove();
    count += 1;
  }
  return count;
}
