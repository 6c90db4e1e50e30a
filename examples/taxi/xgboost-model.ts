/** A row of features: by the number of its column, its value; columns that are not there are missing. */
export type SparseRow = ReadonlyMap<number, number>;

type Tree = {
  left_children: number[];
  right_children: number[];
  split_indices: number[];
  /** What is less goes left; of a leaf, its value. */
  split_conditions: number[];
  /** Where a row goes whose feature is missing. */
  default_left: number[];
};

/** What XGBoost's `save_model("model.json")` writes, as far as regression by trees needs it. */
type ModelFile = {
  learner: {
    gradient_booster: { name: string; model: { trees: Tree[] } };
    learner_model_param: { base_score: string };
    objective: { name: string };
  };
};

/**
 * Predicts as XGBoost does: with trees of single-precision numbers, as its JSON format for models has them.
 * Source: https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html
 */
export class XgboostModel {
  readonly #trees: readonly Tree[];
  readonly #baseScore: number;

  /** Throws an Error when the model is not one of a sum of trees. */
  constructor(json: string) {
    const { gradient_booster, learner_model_param, objective } = (JSON.parse(json) as ModelFile).learner;
    if (gradient_booster.name !== "gbtree" || objective.name !== "reg:squarederror") {
      throw new Error(
        `Only sums of trees can be read, and this is ${gradient_booster.name}, ${objective.name}.`,
      );
    }
    this.#trees = gradient_booster.model.trees;
    // Since XGBoost 3.1 it is a list, for models of several targets.
    this.#baseScore = Number(learner_model_param.base_score.replaceAll(/[[\]]/g, ""));
  }

  predict(row: SparseRow): number {
    let sum = Math.fround(this.#baseScore);
    for (const tree of this.#trees) sum = Math.fround(sum + leafValue(tree, row));
    return sum;
  }
}

function leafValue(tree: Tree, row: SparseRow): number {
  let node = 0;
  while (tree.left_children[node] !== -1) {
    const value = row.get(tree.split_indices[node]!);
    const goesLeft =
      value === undefined
        ? tree.default_left[node] === 1
        : Math.fround(value) < Math.fround(tree.split_conditions[node]!);
    node = (goesLeft ? tree.left_children : tree.right_children)[node]!;
  }
  return tree.split_conditions[node]!;
}
