import type { Context } from "../context.ts";
import { holdPlace } from "../events/reading-place.ts";
import type { AutomationWatch } from "./automation-watch.ts";
import { READER } from "./evaluate-events.ts";
import { Evaluation } from "./evaluation.ts";
import { measureRuns } from "./measure-runs.ts";
import { selectMetrics, upsertMetric } from "./queries.ts";
import { stepMetric, UNTRIGGERED } from "./triggers/metric-state.ts";

/** Measures what the metric triggers watch, and lets those fire whose metric has been beyond its limit for long enough. */
export async function evaluateMetrics(context: Context, watch: AutomationWatch): Promise<void> {
  const watched = watch.index.metrics;
  if (watched.length === 0) return;
  const now = context.now();
  // Runs are read before the transaction: nobody has to wait for it.
  const values = await Promise.all(watched.map(({ trigger }) => measureRuns(context, trigger, now)));
  const hasFired = await context.db.write(async (transaction) => {
    if (!(await holdPlace(transaction, READER, now))) return false;
    // An automation that was changed meanwhile is measured the next time.
    if (await watch.refresh(transaction)) return false;
    const evaluation = new Evaluation(context, transaction, watch);
    const known = new Map(
      (await selectMetrics(transaction)).map((row) => [
        row.trigger_id,
        { isTriggered: row.is_triggered !== 0, changingSince: row.changing_since },
      ]),
    );
    for (const [index, { automation, trigger, parents }] of watched.entries()) {
      const { state, change } = stepMetric(
        trigger,
        known.get(trigger.id) ?? UNTRIGGERED,
        values[index]!,
        now,
      );
      await upsertMetric(transaction, {
        trigger_id: trigger.id,
        automation_id: automation.id,
        is_triggered: Number(state.isTriggered),
        changing_since: state.changingSince,
      });
      if (change) await evaluation.changeMetric({ automation, trigger, parents }, change, now);
    }
    return evaluation.save();
  });
  if (hasFired) context.wakeReaders();
}
