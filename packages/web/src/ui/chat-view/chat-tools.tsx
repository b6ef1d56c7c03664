import { JsonView } from '../json-view/json-view.tsx';
import type { ChatTool } from './chat-message.ts';
import { Fold } from './fold.tsx';

/** What the model was offered. Folded: it is long, and the same in every call. */
export function ChatTools({ tools }: { tools: readonly ChatTool[] }) {
  if (tools.length === 0) return null;
  return (
    <Fold
      title={`${tools.length} ${tools.length === 1 ? 'tool' : 'tools'} offered: ${tools.map(({ name }) => name).join(', ')}`}
    >
      {tools.map((tool, index) => (
        <Fold key={index} title={<code className="font-mono">{tool.name}</code>} aside={clip(tool.description)}>
          <JsonView value={tool.definition} label={tool.name} bare />
        </Fold>
      ))}
    </Fold>
  );
}

const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
