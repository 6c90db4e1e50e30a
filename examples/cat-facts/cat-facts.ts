// A task that is tried again when its endpoint fails; start the facts server first.
import { flow, task } from "reeve";

const FACTS_URL = process.env.FACTS_URL ?? "http://127.0.0.1:4300";

const fetchCatFact = task(
  "fetch_cat_fact",
  { retries: 4, retryDelay: "100ms", logPrints: true },
  async () => {
    // An endpoint that is designed to fail sporadically
    const answer = await fetch(`${FACTS_URL}/sporadic-cat-fact`);
    if (!answer.ok) throw new Error(`The endpoint answered ${answer.status}.`);
    console.log(await answer.text());
  },
);

export const catFacts = flow("fetch", async () => {
  await fetchCatFact();
});

if (import.meta.main) await catFacts();
