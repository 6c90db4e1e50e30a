/** A schema that takes notes for its JSON Schema, as those of Zod do. */
type Annotatable<S> = { meta(notes: { format: "password"; writeOnly: true }): S };

/** Marks a field of a block as a secret: encrypted in the database, masked in the UI and in what is printed. */
export const secret = <S extends Annotatable<S>>(field: S): S =>
  field.meta({ format: "password", writeOnly: true });
