import type { Deployment } from "@reeve/protocol";
import { EmptyState } from "../components/empty-state.tsx";
import { type JsonSchema, propertiesOf, resolveSchema } from "../schema-form/json-schema.ts";

const cell = "border-line/60 border-b px-2 py-1.5 text-left align-top first:pl-4 last:pr-4";

/** What a run is given when nobody says otherwise, parameter by parameter. */
export function ParametersTab({ deployment }: { deployment: Deployment }) {
  const schema = (deployment.parameter_openapi_schema ?? {}) as JsonSchema;
  const known = propertiesOf(resolveSchema(schema, schema).schema);
  const names = new Set(known.map(([name]) => name));
  const others = Object.keys(deployment.parameters).filter((name) => !names.has(name));
  if (known.length + others.length === 0) return <EmptyState title="Its flow takes no parameters" />;
  return (
    <table aria-label="Parameters" className="w-full border-separate border-spacing-0">
      <thead className="text-text-faint text-xs">
        <tr>
          <th scope="col" className={`${cell} font-medium`}>
            Parameter
          </th>
          <th scope="col" className={`${cell} font-medium`}>
            Value
          </th>
          <th scope="col" className={`${cell} font-medium max-md:hidden`}>
            About
          </th>
        </tr>
      </thead>
      <tbody>
        {known.map(([name, property, isRequired]) => {
          const isSet = Object.hasOwn(deployment.parameters, name);
          const value = isSet ? deployment.parameters[name] : property.default;
          return (
            <tr key={name}>
              <th scope="row" className={`${cell} font-medium`}>
                {name}
              </th>
              <td className={cell}>
                {value === undefined ? (
                  <span className="text-text-faint">{isRequired ? "has to be given" : "none"}</span>
                ) : (
                  <code className="break-all font-mono text-xs">{JSON.stringify(value)}</code>
                )}
                {isSet && <span className="ml-2 text-accent text-xs">set here</span>}
              </td>
              <td className={`${cell} text-text-soft max-md:hidden`}>{property.description}</td>
            </tr>
          );
        })}
        {others.map((name) => (
          <tr key={name}>
            <th scope="row" className={`${cell} font-medium`}>
              {name}
            </th>
            <td className={cell}>
              <code className="break-all font-mono text-xs">
                {JSON.stringify(deployment.parameters[name])}
              </code>
            </td>
            <td className={`${cell} max-md:hidden`} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
