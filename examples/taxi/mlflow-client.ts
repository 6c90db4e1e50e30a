/** A version of a registered model, and the run that made it. */
export type ModelVersion = { version: string; run_id: string };

/** The few calls of MLflow's REST API that the pipeline needs; `trackingUri` is the address of its server. */
export class MlflowClient {
  readonly #trackingUri: string;

  constructor(trackingUri: string) {
    this.#trackingUri = trackingUri.replace(/\/$/, "");
  }

  /** The newest version of a model; throws an Error when it has none. */
  async latestVersion(modelName: string): Promise<ModelVersion> {
    const query = new URLSearchParams({
      filter: `name='${modelName}'`,
      max_results: "1",
      order_by: "version_number DESC",
    });
    const { model_versions = [] } = (await this.#call(`api/2.0/mlflow/model-versions/search?${query}`)) as {
      model_versions?: ModelVersion[];
    };
    const [newest] = model_versions;
    if (!newest) throw new Error(`MLflow has no version of the model ${modelName}; train one first.`);
    return newest;
  }

  /** The text of a file that a run has kept. */
  async readArtifact(runId: string, path: string): Promise<string> {
    const { run } = (await this.#call(`api/2.0/mlflow/runs/get?run_id=${runId}`)) as {
      run: { info: { artifact_uri: string } };
    };
    // What the server keeps itself has addresses as "mlflow-artifacts:/1/<run>/artifacts".
    const folder = run.info.artifact_uri.replace(/^mlflow-artifacts:\//, "");
    const answer = await this.#fetch(`api/2.0/mlflow-artifacts/artifacts/${folder}/${path}`);
    return answer.text();
  }

  /** Adds a measured value to a run. */
  async logMetric(runId: string, key: string, value: number): Promise<void> {
    const body = { run_id: runId, key, value, timestamp: Date.now() };
    await this.#call("api/2.0/mlflow/runs/log-metric", { method: "POST", body: JSON.stringify(body) });
  }

  async #call(path: string, init?: RequestInit): Promise<unknown> {
    return (await this.#fetch(path, init)).json();
  }

  async #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.#trackingUri}/${path}`, { ...init, headers });
    if (answer.ok) return answer;
    throw new Error(`MLflow answered ${answer.status} to ${path}: ${await answer.text()}`);
  }
}
