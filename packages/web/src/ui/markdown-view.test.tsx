import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { MarkdownView } from './markdown-view.tsx';
import { TooltipProvider } from './tooltip.tsx';

const render = (text: string, search = '') =>
  renderToStaticMarkup(
    <TooltipProvider>
      <MarkdownView text={text} search={search} />
    </TooltipProvider>,
  );

describe('MarkdownView', () => {
  it('shows raw HTML as text, never as elements', () => {
    const html = render(
      'a <script>alert(1)</script> <img src=x onerror=alert(1)> <iframe src="https://x.test"></iframe>',
    );
    expect(html).not.toMatch(/<(script|iframe|img)/);
    expect(html).toContain('&lt;script&gt;');
  });

  it('opens only http, https and mailto, in a new window that knows nothing of this one', () => {
    const html = render('[a](https://x.test/a) [b](javascript:alert(1)) [c](data:text/html,x) [d](/settings)');
    expect(html.match(/<a /g)).toHaveLength(1);
    expect(html).toContain('href="https://x.test/a" target="_blank" rel="noopener noreferrer"');
    expect(html).not.toContain('href="javascript');
  });

  it('asks no other server for pictures, and shows those that are inside', () => {
    const html = render(
      '![chart](https://x.test/chart.png) ![dot](data:image/png;base64,AAAA) ![bad](data:text/html;base64,AAAA)',
    );
    expect(html.match(/<img /g)).toHaveLength(1);
    expect(html).toContain('src="data:image/png;base64,AAAA"');
    expect(html).toContain('Picture at x.test');
    expect(html).toContain('chart');
  });

  it('marks searched words and shows uploaded files as chips', () => {
    const html = render('Find **the needle** here: @@@langfuseMedia:type=image/png|id=m1|source=bytes@@@', 'needle');
    expect(html).toMatch(/<mark[^>]*>needle<\/mark>/);
    expect(html).toContain('image/png');
    expect(html).not.toContain('langfuseMedia');
  });

  it('draws tables, lists and code', () => {
    const html = render('| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n```ts\nconst x = 1;\n```');
    expect(html).toContain('<table');
    expect(html).toContain('type="checkbox"');
    expect(html).toContain('language-ts');
  });
});
