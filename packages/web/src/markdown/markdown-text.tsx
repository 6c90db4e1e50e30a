import { Lexer, type MarkedToken, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode, useMemo } from "react";
import { Picture } from "../components/picture.tsx";
import { decodeEntities } from "./decode-entities.ts";
import { MarkdownTable } from "./markdown-table.tsx";
import { safeAddress } from "./safe-address.ts";

type Props = { text: string; level: number };

/** Markdown as elements. HTML in it is shown as the text it is, so nothing in it can run or change the page. */
export default function MarkdownText({ text, level }: Props) {
  const tokens = useMemo(() => new Lexer({ gfm: true }).lex(text), [text]);
  // The greatest heading of the text gets the level asked for, whatever its author began with.
  const greatest = Math.min(...tokens.map((token) => (token.type === "heading" ? token.depth : 6)));
  return (
    <div className="flex min-w-0 flex-col gap-3 break-words leading-6">
      {blocks(tokens, level - greatest)}
    </div>
  );
}

const HEADINGS: readonly string[] = [
  "text-xl tracking-tight",
  "text-lg tracking-tight",
  "text-base",
  "text-sm",
  "text-sm",
  "text-sm",
];

const blocks = (tokens: readonly Token[], shift: number): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
  tokens.map((token, at) => <Fragment key={at}>{block(token as MarkedToken, shift)}</Fragment>);

function block(token: MarkedToken, shift: number): ReactNode {
  switch (token.type) {
    case "heading": {
      const Heading = `h${Math.min(6, token.depth + shift)}` as "h2";
      return (
        <Heading className={`mt-2 font-semibold first:mt-0 ${HEADINGS[token.depth - 1]}`}>
          {inline(token.tokens)}
        </Heading>
      );
    }
    case "paragraph":
      return <p>{inline(token.tokens)}</p>;
    case "text":
      return token.tokens ? inline(token.tokens) : decodeEntities(token.text);
    case "code":
      return (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
          tabIndex={0}
          className="overflow-x-auto rounded-md border border-line bg-sunken p-3 font-mono text-xs leading-5"
        >
          {token.text}
        </pre>
      );
    case "blockquote":
      return (
        <blockquote className="flex flex-col gap-2 border-line-strong border-l-2 pl-3 text-text-soft">
          {blocks(token.tokens, shift)}
        </blockquote>
      );
    case "list":
      return <List list={token} shift={shift} />;
    case "table":
      return <MarkdownTable table={token} cell={inline} />;
    case "hr":
      return <hr className="border-line" />;
    case "html":
      return token.text.trim() === "" ? null : <p className="whitespace-pre-wrap">{token.text}</p>;
    case "space":
    case "def":
      return null;
    default:
      return inline([token]);
  }
}

function List({ list, shift }: { list: Tokens.List; shift: number }) {
  const items = list.items.map((item, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
    <li key={at} className={item.task ? "-ml-5 list-none" : undefined}>
      {blocks(item.tokens, shift)}
    </li>
  ));
  const classes = "flex flex-col gap-1 pl-5 marker:text-text-faint";
  return list.ordered ? (
    <ol start={list.start === "" ? 1 : list.start} className={`list-decimal ${classes}`}>
      {items}
    </ol>
  ) : (
    <ul className={`list-disc ${classes}`}>{items}</ul>
  );
}

const inline = (tokens: readonly Token[]): ReactNode =>
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
  tokens.map((token, at) => <Fragment key={at}>{span(token as MarkedToken)}</Fragment>);

function span(token: MarkedToken): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong className="font-semibold">{inline(token.tokens)}</strong>;
    case "em":
      return <em>{inline(token.tokens)}</em>;
    case "del":
      return <del>{inline(token.tokens)}</del>;
    case "codespan":
      return <code className="rounded-sm bg-sunken px-1 py-px font-mono text-[0.9em]">{token.text}</code>;
    case "br":
      return <br />;
    case "link":
      return <MarkdownLink href={token.href}>{inline(token.tokens)}</MarkdownLink>;
    case "image":
      return <Picture src={token.href} alt={decodeEntities(token.text)} />;
    case "checkbox":
      return (
        <input
          type="checkbox"
          checked={token.checked}
          disabled
          aria-label={token.checked ? "Done" : "Not done"}
          className="mr-1.5 align-middle"
        />
      );
    case "text":
      return token.tokens ? inline(token.tokens) : decodeEntities(token.text);
    case "escape":
      return token.text;
    default:
      return token.raw;
  }
}

function MarkdownLink({ href, children }: { href: string; children: ReactNode }) {
  const address = safeAddress(href);
  if (!address) return <span>{children}</span>;
  return (
    <a href={address} rel="noopener noreferrer" className="text-accent underline underline-offset-2">
      {children}
    </a>
  );
}
