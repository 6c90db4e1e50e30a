import { describe, expect, test } from "vitest";
import { renderTemplate } from "./render-template.ts";
import { TemplateError } from "./template-error.ts";

const VALUES = {
  name: "ada lovelace",
  count: 3,
  ratio: 0.5,
  yes: true,
  nothing: null,
  tags: ["b", "a", "b"],
  labels: { "a.b": "c", size: 2 },
  runs: [
    { name: "second", state: { name: "Failed" }, seconds: 2 },
    { name: "first", state: { name: "Completed" }, seconds: 5 },
    { name: "third", state: { name: "Failed" }, seconds: 1 },
  ],
  at: "2026-11-02T03:04:05.000600Z",
  html: "<a href='x'>&</a>",
};

const render = (template: string) => renderTemplate(template, VALUES);

/** What Jinja itself makes of each. */
const CASES: readonly (readonly [template: string, text: string])[] = [
  ["no tags { % }", "no tags { % }"],
  ["Hello {{ name }}!", "Hello ada lovelace!"],
  ["{{ yes }} {{ nothing }} {{ tags }} {{ labels }}", "True None ['b', 'a', 'b'] {'a.b': 'c', 'size': 2}"],
  ["[{{ missing }}{{ missing.deep['x'][0].y }}]", "[]"],
  ["{{ labels['a.b'] }}{{ labels.size }}{{ labels.none_such }}", "c2"],
  ["{{ tags[0] }}{{ tags[-1] }}{{ tags.1 }}{{ name[0] }}", "bbaa"],
  ["{{ name[:3] }}|{{ name[-3:] }}|{{ name[::-2] }}|{{ tags[1:] }}", "ada|ace|eaeo d|['a', 'b']"],
  [
    "{{ 1 + 2 * 3 ** 2 - 7 // 2 }} {{ 7 % 4 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 'a' ~ 1 ~ yes }}",
    "16 3 -4 2 a1True",
  ],
  [
    "{{ 'ab' * 3 }} {{ 'x' + 'y' }} {{ [1] + [2] }} {{ '%s is %05.1f%%' % ('x', 2.26) }}",
    "ababab xy [1, 2] x is 002.3%",
  ],
  [
    "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'a' in tags }} {{ 'z' not in tags }} {{ 'size' in labels }}",
    "True False True True True",
  ],
  [
    "{{ not yes or nothing }} {{ yes and count }} {{ 'x' if missing else 'y' }}[{{ 'x' if missing }}]",
    "None 3 y[]",
  ],
  [
    "{{ missing is defined }} {{ name is string }} {{ nothing is none }} {{ nothing is not none }} {{ 4 is divisibleby 2 }}",
    "False True True False True",
  ],
  [
    "{{ -1|abs }} {{ (1, 2)|sum }} {{ {'b': [1, none]} }} {{ 'it\\'s' }} {{ [\"it's\"] }}",
    "1 3 {'b': [1, None]} it's [\"it's\"]",
  ],
  ["{% if count > 5 %}many{% elif count > 2 %}some{% else %}few{% endif %}", "some"],
  [
    "{% for tag in tags %}{{ loop.index }}{{ tag }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "1b, 2a, 3b",
  ],
  ["{% for x in [] %}{{ x }}{% else %}none{% endfor %}{% for x in missing %}!{% endfor %}", "none"],
  [
    "{% for k, v in labels.items() %}{{ k }}={{ v }};{% endfor %}{% for k in labels %}{{ k }};{% endfor %}",
    "a.b=c;size=2;a.b;size;",
  ],
  [
    "{% for run in runs if run.seconds > 1 %}{{ run.name }} {{ loop.length }} {% endfor %}",
    "second 2 first 2 ",
  ],
  ["{% set x = 1 %}{% for i in range(3) %}{% set x = i %}{% endfor %}{{ x }}", "1"],
  [
    "{% set ns = namespace(total=0) %}{% for run in runs %}{% set ns.total = ns.total + run.seconds %}{% endfor %}{{ ns.total }}",
    "8",
  ],
  ["{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set text %}<{{ name }}>{% endset %}{{ text }}", "12<ada lovelace>"],
  ["{% with x = 1, y = 2 %}{{ x + y }}{% endwith %}{{ x }}{% filter upper|trim %} a {% endfilter %}", "3A"],
  ["a  {{- 1 -}}  b {#- no -#} c {% raw %}{{ x }}{% endraw %}\n", "a1bc {{ x }}"],
  [
    "{{ name|upper }} {{ name|title }} {{ name|capitalize }} {{ name|length }} {{ tags|length }}",
    "ADA LOVELACE Ada Lovelace Ada lovelace 12 3",
  ],
  [
    "{{ missing|default('d') }} {{ ''|default('e', true) }} {{ nothing|d('f') }} {{ ''|d(boolean=true, default_value='g') }} {{ missing|d(none) }}",
    "d e None g None",
  ],
  [
    "{{ tags|join(', ') }} {{ runs|join('-', attribute='name') }} {{ tags|unique|list }} {{ tags|sort }} {{ tags|first }}{{ tags|last }}",
    "b, a, b second-first-third ['b', 'a'] ['a', 'b', 'b'] bb",
  ],
  [
    "{{ runs|map(attribute='state.name')|join(' ') }} {{ tags|map('upper')|join }}",
    "Failed Completed Failed BAB",
  ],
  [
    "{{ runs|selectattr('state.name', 'equalto', 'Failed')|map(attribute='name')|list }}",
    "['second', 'third']",
  ],
  [
    "{{ runs|rejectattr('seconds', 'gt', 1)|map(attribute='name')|first }} {{ [1, 2, 3]|select('odd')|list }}",
    "third [1, 3]",
  ],
  [
    "{% for state, group in runs|groupby('state.name') %}{{ state }}:{{ group|length }} {% endfor %}",
    "Completed:1 Failed:2 ",
  ],
  [
    "{{ runs|sum(attribute='seconds') }} {{ (runs|max(attribute='seconds')).name }} {{ [3, 1]|min }} {{ runs|sort(attribute='seconds', reverse=true)|map(attribute='name')|first }}",
    "8 first 1 first",
  ],
  [
    "{{ 2.567|round(1) }} {{ 2.4|round|int }} {{ '12'|int + 1 }} {{ 'x'|int(7) }} {{ '1.5'|float }} {{ 2.1|round(0, 'ceil')|int }}",
    "2.6 2 13 7 1.5 3",
  ],
  [
    "{{ html|e }} {{ html|striptags }} {{ 'a b/c?'|urlencode }} {{ '%s-%s'|format('a', 1) }}",
    "&lt;a href=&#39;x&#39;&gt;&amp;&lt;/a&gt; & a%20b/c%3F a-1",
  ],
  [
    "{{ 'one two three four'|truncate(9, leeway=0) }}|{{ 'one two'|truncate(5, true, '…', 0) }}|{{ 'a\\nb'|indent(2) }}|{{ 'x'|center(5) }}|",
    "one...|one …|a\n  b|  x  |",
  ],
  [
    "{{ labels|tojson }} {{ html|tojson }} {{ [1, none, true]|tojson }} {{ {'a': [1]}|tojson(indent=2) }}",
    '{"a.b": "c", "size": 2} "\\u003ca href=\\u0027x\\u0027\\u003e\\u0026\\u003c/a\\u003e" [1, null, true] {\n  "a": [\n    1\n  ]\n}',
  ],
  [
    "{{ labels|dictsort|map('join', '=')|join(' ') }} {{ [1, 2, 3]|batch(2)|list }} {{ 'abc'|reverse }} {{ tags|reverse|list }} {{ 1500000|filesizeformat }}",
    "a.b=c size=2 [[1, 2], [3]] cba ['b', 'a', 'b'] 1.5 MB",
  ],
  [
    "{{ name.split() }} {{ name.upper() }} {{ ' x '.strip() }} {{ 'a,b'.split(',')|last }} {{ name.startswith('ada') }} {{ '-'.join(tags) }} {{ name.replace('a', 'o') }}",
    "['ada', 'lovelace'] ADA LOVELACE x b True b-a-b odo loveloce",
  ],
  [
    "{{ labels.get('size') }} {{ labels.get('x', 9) }} {{ labels.get('x') }} {{ labels.keys()|list }} {{ labels.values()|list }}",
    "2 9 None ['a.b', 'size'] ['c', 2]",
  ],
  [
    "{{ range(5)|list }} {{ range(1, 6, 2)|list }} {{ dict(a=1).a }} {{ loop }}",
    "[0, 1, 2, 3, 4] [1, 3, 5] 1 ",
  ],
  ["{% for i in range(4) %}{{ loop.cycle('a', 'b') }}{% endfor %}", "abab"],
];

describe("a template is rendered as Jinja renders it", () => {
  test.each(CASES)("%s", (template, text) => {
    expect(render(template)).toBe(text);
  });

  test("times are texts that can be formatted", () => {
    expect(
      render("{{ at }} {{ at.strftime('%Y-%m-%d %H:%M:%S.%f %A %d. %B %-d %j %p') }} {{ at.isoformat() }}"),
    ).toBe(
      "2026-11-02T03:04:05.000600Z 2026-11-02 03:04:05.000600 Monday 02. November 2 306 AM 2026-11-02T03:04:05.000600+00:00",
    );
  });

  test("filters of the caller's are found beside its own", () => {
    const filters = { twice: ({ value }: { value: unknown }) => `${value}${value}` };
    expect(renderTemplate("{{ name | twice | upper }}", { name: "a" }, filters)).toBe("AA");
  });
});

describe("a template that cannot be rendered names the line and the reason", () => {
  test.each([
    ["a\n{{ name", 2, "no end"],
    ["{% if x %}\nyes", 1, "no end"],
    ["\n\n{% for %}", 3, "Expected a name"],
    ["{{ 1 + }}", 1, "a value"],
    ["{{ x }}\n{% include 'y' %}", 2, "There is no tag {% include %}"],
    ["{{ name | nope }}", 1, "There is no filter nope"],
    ["{{ name is nope }}", 1, "There is no test nope"],
    ["\n{{ nope() }}", 2, "nope is no function"],
    ["{{ 1 / 0 }}", 1, "divided by 0"],
    ["{{ count + name }}", 1, "is no number"],
    ["{% endif %}", 1, "There is no tag {% endif %}"],
    ["{{ a.b| }}", 1, "Expected a name"],
    ["{{ (1 }}", 1, "Expected ), found }"],
    ["{{ [1", 1, "no end"],
    ["{{ 1) }}", 1, "Expected }}, found )"],
    ["{{ ? }}", 1, "The character ?"],
    ["{# never", 1, "#}"],
    ["{% raw %}", 1, "endraw"],
  ])("%j", (template, line, reason) => {
    const error = errorOf(() => render(template));
    expect(error.message).toContain(reason);
    expect(error.line).toBe(line);
  });
});

describe("a template reaches nothing but its values", () => {
  test.each([
    "{{ name.constructor }}",
    "{{ tags.constructor.constructor }}",
    "{{ labels.__proto__ }}",
    "{{ labels['__proto__']['polluted'] }}",
    "{{ tags.length }}{{ name.length }}",
    "{{ labels.toString }}{{ labels.hasOwnProperty }}",
    "{{ range.constructor }}{{ range.call }}",
    "{{ name|attr('constructor') }}",
    "{{ [labels]|map(attribute='__proto__')|first }}",
    "{{ toString }}{{ __proto__ }}{{ this }}{{ process }}{{ globalThis }}",
  ])("%s is empty", (template) => {
    expect(render(template)).toBe("");
  });

  test.each(["{{ name.constructor('x') }}", "{{ labels.hasOwnProperty('a') }}", "{{ tags.push(1) }}"])(
    "%s is no call",
    (template) => {
      expect(errorOf(() => render(template)).message).toContain("is no function");
    },
  );

  test("a key called __proto__ is a key like others", () => {
    expect(render("{{ {'__proto__': {'x': 1}} }}{{ {'__proto__': 1}.__proto__ }}{{ labels.x }}")).toBe(
      "{'__proto__': {'x': 1}}1",
    );
    expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
  });
});

describe("a template is held to what a message needs", () => {
  test.each([
    ["{{ 'x' * 10000000 }}", "too long"],
    ["{% set x = 'ab' * 1000 %}{% for i in range(100) %}{% set y = x * 400 %}{% endfor %}", "takes too long"],
    [
      "{% set ns = namespace(x='x') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
      "too long",
    ],
    [
      "{% for i in range(100) %}{% for j in range(100) %}{{ range(100)|sort|join }}{% endfor %}{% endfor %}",
      "takes too long",
    ],
    ["{{ range(101)|list }}", "at most 100"],
    ["{{ range(0, 100000000000, 1) }}", "at most 100"],
    [
      "{% for a in tags %}{% for b in tags %}{% for c in tags %}{% endfor %}{% endfor %}{% endfor %}",
      "3 deep",
    ],
    ["{% for a in tags %}{% endfor %}".repeat(11), "11 loops"],
    [`{{ ${"(".repeat(1000)}1${")".repeat(1000)} }}`, "nested more than"],
    [`{{ 1${" + 1".repeat(2000)} }}`, "more than 1000 operations"],
    [`{{ ${"not ".repeat(2000)}x }}`, "nested more than"],
    ["{% if x %}".repeat(100), "nested more than"],
    ["{% set ns = namespace() %}{% set ns.self = ns %}{{ ns }}", "nested too deep"],
    ["{{ '%999999999d' % 1 }}", "too long"],
    [`{{ x }}${" ".repeat(100_001)}`, "at most 100000"],
  ])("%.80s", (template, reason) => {
    expect(errorOf(() => render(template)).message).toContain(reason);
  });

  test("a loop over many elements is no trouble", () => {
    const elements = Array.from({ length: 2_000 }, (_, index) => `element ${index}`);
    const text = renderTemplate("{% for x in elements %}{{ x }}: {{ x|upper }}\n{% endfor %}", { elements });
    expect(text.split("\n")).toHaveLength(2_001);
  });
});

function errorOf(run: () => unknown): TemplateError {
  try {
    run();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("It was rendered.");
}
