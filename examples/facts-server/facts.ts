/** What the server knows of cats. Most are under 140 characters, and one is not. */
export const CAT_FACTS: readonly string[] = [
  "A cat sleeps for about two thirds of each day.",
  "A group of cats is called a clowder.",
  "Cats walk with both legs of one side, then both of the other, as camels and giraffes do.",
  "A cat's nose has a print of its own, as a human's finger has.",
  "Cats cannot taste sweetness.",
  "Most cats have eighteen toes: five on each front paw and four on each hind paw.",
  "A cat turns each of its ears with more than thirty muscles, so that it can listen forwards and backwards at the same time, and find a mouse in tall grass by sound alone.",
];

/** What the server knows of dogs. */
export const DOG_FACTS: readonly string[] = [
  "A dog's sense of smell is at least ten thousand times keener than a human's.",
  "The Basenji does not bark; it yodels.",
  "Puppies are born deaf, and hear after about three weeks.",
  "Dogs tilt their heads to hear better where a sound comes from.",
  "A greyhound could overtake a cheetah on a long course, as it keeps its speed for miles.",
];
