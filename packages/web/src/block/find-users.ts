/** Something that may use a block: where it is, and all that it says. */
export type Candidate = { kind: string; name: string; place: string; holds: unknown };

export type BlockHandle = { id: string; slug: string; name: string };

/** Those that name a block, itself left out: by its id, or by its type and name in a template. */
export function findUsers(candidates: readonly Candidate[], { id, slug, name }: BlockHandle): Candidate[] {
  const template = `prefect.blocks.${slug}.${name}`;
  return candidates.filter(({ place, holds }) => {
    if (place === `/blocks/block/${id}`) return false;
    const text = JSON.stringify(holds) ?? "";
    return text.includes(`"${id}"`) || namesTemplate(text, template);
  });
}

/** A template may go on with a field of the block, but not with more of its name. */
function namesTemplate(text: string, template: string): boolean {
  for (let at = text.indexOf(template); at >= 0; at = text.indexOf(template, at + 1)) {
    if (!/[\w-]/.test(text.charAt(at + template.length))) return true;
  }
  return false;
}
