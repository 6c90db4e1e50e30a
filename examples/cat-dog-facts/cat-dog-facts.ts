// A flow made of two subflows; start the facts server first.
import { flow } from "reeve";

const FACTS_URL = process.env.FACTS_URL ?? "http://127.0.0.1:4300";

const fetchJson = async <T>(path: string): Promise<T> => {
  const answer = await fetch(`${FACTS_URL}${path}`, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`The endpoint answered ${answer.status}.`);
  return (await answer.json()) as T;
};

const fetchCatFact = flow("fetch-cat-fact", async () => {
  const { fact } = await fetchJson<{ fact: string }>("/fact?max_length=140");
  return fact;
});

const fetchDogFact = flow("fetch-dog-fact", async () => {
  const { data } = await fetchJson<{ data: { attributes: { body: string } }[] }>("/api/v2/facts");
  return data[0]?.attributes.body;
});

export const animalFacts = flow("animal-facts", { logPrints: true }, async () => {
  const catFact = await fetchCatFact();
  const dogFact = await fetchDogFact();
  console.log(`🐱: ${catFact} \n🐶: ${dogFact}`);
});

if (import.meta.main) await animalFacts();
