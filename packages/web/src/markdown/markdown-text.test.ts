import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test, vi } from "vitest";
import MarkdownText from "./markdown-text.tsx";
import { safeAddress } from "./safe-address.ts";

const rendered = (text: string) => renderToStaticMarkup(createElement(MarkdownText, { text, level: 2 }));
const without = (html: string) => html.replace(/ (class|tabindex|aria-label)="[^"]*"/g, "");

describe("Markdown", () => {
  test("has headings below the page's own, whatever its author began with", () => {
    expect(without(rendered("# A\n\n## B"))).toContain("<h2>A</h2><h3>B</h3>");
    expect(without(rendered("### A\n\n#### B"))).toContain("<h2>A</h2><h3>B</h3>");
  });

  test("has tables with aligned columns, lists with boxes, code, and marked words", () => {
    const html = rendered(
      "| Region | RMSE |\n|:--|--:|\n| 2023 | **5.20** |\n\n- [x] done\n\n1. one\n\n`a < b`",
    );
    expect(without(html)).toContain('<table><thead><tr><th scope="col">Region</th>');
    expect(html).toContain("text-right");
    expect(without(html)).toContain("<td><strong>5.20</strong></td>");
    expect(without(html)).toMatch(/<input type="checkbox" disabled="" checked=""\/>done/);
    expect(without(html)).toContain('<ol start="1"><li>one</li></ol>');
    expect(without(html)).toContain("<code>a &lt; b</code>");
    expect(without(rendered("5 &plusmn; 1 &amp; &#176; &unknown;"))).toContain("5 ± 1 &amp; ° &amp;unknown;");
  });

  test("shows HTML as text and leads to no address that a browser would run", () => {
    vi.stubGlobal("location", new URL("http://reeve.example/artifacts"));
    const html = rendered(
      '<script>alert(1)</script>\n\n<b onclick="x()">hi</b> [a](javascript:alert(1)) ![p](javascript:x) <iframe src=x>',
    );
    expect(html).not.toMatch(/<(script|b|iframe|img|a) ?/);
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });

  test.each([
    ["https://example.com/a?b=1", true],
    ["mailto:a@example.com", true],
    ["/runs?state=failed", true],
    ["#part", true],
    ["javascript:alert(1)", false],
    [" JaVaScript:alert(1)", false],
    ["java\nscript:alert(1)", false],
    ["data:text/html,x", false],
    ["vbscript:x", false],
    ["//elsewhere.example", false],
  ])("takes the address %j for safe: %s", (address, isSafe) => {
    expect(safeAddress(address) !== undefined).toBe(isSafe);
  });
});
