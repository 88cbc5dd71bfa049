import { exposureActs, passedRole } from './access.ts';
import { type ActTable, all, either, type ReadActs, say, when } from './act.ts';

const fn = 'functionName';

const url: ReadActs = either(
  when('authType', 'NONE', say(`make function {${fn}} callable by everyone through a URL`)),
  say(`give function {${fn}} a URL`),
);

const configuration: ReadActs = either(
  all(
    passedRole('Lambda function', fn),
    when('layers', undefined, say(`set the layers of function {${fn}} to {layers}`)),
    when('environment', undefined, say(`change the environment of function {${fn}}`)),
  ),
  say(`change the configuration of function {${fn}}`),
);

export const lambdaActs: ActTable = {
  CreateFunction: all(say(`create function {${fn}}`), passedRole('Lambda function', fn)),
  UpdateFunctionCode: say(`replace the code of function {${fn}}`),
  UpdateFunctionConfiguration: configuration,
  DeleteFunction: say(`delete function {${fn}}`),
  AddPermission: either(
    exposureActs('function', fn, 'call'),
    say(`let {principal} call function {${fn}}`, { object: fn, principal: 'principal' }),
  ),
  RemovePermission: say(`remove permission {statementId} of function {${fn}}`, { object: fn }),
  CreateFunctionUrlConfig: url,
  UpdateFunctionUrlConfig: url,
  PublishLayerVersion: say('publish layer {layerName}'),
  AddLayerVersionPermission: exposureActs('layer', 'layerName'),
  CreateEventSourceMapping: say(`feed function {${fn}} from {eventSourceArn}`, { object: fn }),
  GetFunction: say(`read the code and settings of function {${fn}}`),
  Invoke: say(`call function {${fn}}`),
  PutFunctionConcurrency: say(
    `limit function {${fn}} to {reservedConcurrentExecutions} runs at a time`,
  ),
};
