import type { Step, Story } from './story.ts';

/** A story under the ids that the SDK gave it. */
export interface SentStory {
  story: Story;
  traceId: string;
  stepIds: Map<Step, string>;
}
