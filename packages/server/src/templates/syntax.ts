export type Arguments = {
  readonly positional: readonly Expression[];
  readonly named: Readonly<Record<string, Expression>>;
};

export type BinaryOperator = "+" | "-" | "*" | "/" | "//" | "%" | "**" | "~" | "and" | "or";
export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";

type ExpressionOf =
  | { kind: "literal"; value: string | number | boolean | null }
  | { kind: "name"; name: string }
  | { kind: "attribute"; of: Expression; name: string }
  | { kind: "item"; of: Expression; key: Expression }
  | { kind: "slice"; of: Expression; start?: Expression; stop?: Expression; step?: Expression }
  | { kind: "call"; callee: Expression; given: Arguments }
  | { kind: "filter"; of: Expression; name: string; given: Arguments }
  | { kind: "test"; of: Expression; name: string; given: Arguments; isNegated: boolean }
  | { kind: "unary"; operator: "not" | "-" | "+"; operand: Expression }
  | { kind: "binary"; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: "comparison"; first: Expression; rest: readonly { operator: Comparison; right: Expression }[] }
  | { kind: "list"; items: readonly Expression[] }
  | { kind: "dict"; entries: readonly (readonly [key: Expression, value: Expression])[] }
  | { kind: "choice"; condition: Expression; chosen: Expression; otherwise?: Expression };

/** What a template computes, with the line it stands on. */
export type Expression = ExpressionOf & { readonly line: number };

/** A filter as `{% filter %}` and `{% set %}` blocks apply it to the text they hold. */
export type AppliedFilter = { name: string; given: Arguments };

type StatementOf =
  | { kind: "text"; text: string }
  | { kind: "output"; value: Expression }
  | {
      kind: "if";
      branches: readonly { condition: Expression; body: readonly Statement[] }[];
      otherwise: readonly Statement[];
    }
  | {
      kind: "for";
      targets: readonly string[];
      over: Expression;
      condition?: Expression;
      body: readonly Statement[];
      otherwise: readonly Statement[];
    }
  | { kind: "set"; targets: readonly string[]; value: Expression }
  | { kind: "set-attribute"; of: string; name: string; value: Expression }
  | { kind: "set-block"; target: string; filters: readonly AppliedFilter[]; body: readonly Statement[] }
  | { kind: "with"; assignments: readonly (readonly [string, Expression])[]; body: readonly Statement[] }
  | { kind: "filter-block"; filters: readonly AppliedFilter[]; body: readonly Statement[] };

/** What a template does, in its order. */
export type Statement = StatementOf & { readonly line: number };
