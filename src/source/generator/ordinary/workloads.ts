import { hourMs } from '#src/model/time.ts';
import { type Caller, serviceCaller } from '../caller.ts';
import { roleOf } from '../directory.ts';
import { signInByToken } from '../federation.ts';
import { type Account, network } from '../organization.ts';
import { assumeByService } from '../recorder.ts';
import {
  always,
  makeCalls,
  type Participant,
  renewing,
  sceneIn,
  type Workplace,
} from './participant.ts';
import { denied, type MakeCall, type Scene } from './scene.ts';
import { invokeModel, objectCall, sendEmail, workloadCalls } from './workload-calls.ts';

const agents = {
  instance: [
    'Boto3/1.40.61 md/Botocore#1.40.61 ua/2.1 os/linux#6.1.155 md/arch#aarch64 lang/python#3.12.11 md/pyimpl#CPython m/Z,b cfg/retry-mode#legacy Botocore/1.40.61',
    'aws-sdk-java/2.35.11 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.155 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM#21 md/vendor#Amazon.com_Inc. m/D',
    'aws-sdk-go-v2/1.39.4 ua/2.1 os/linux lang/go#1.25.3 md/GOOS#linux md/GOARCH#arm64 api/s3#1.88.7',
  ],
  lambda:
    'aws-sdk-js/3.917.0 ua/2.1 os/linux#5.10.240 lang/js md/nodejs#22.20.0 api/s3#3.917.0 exec-env/AWS_Lambda_nodejs22.x m/E,n',
  pod: 'aws-sdk-go-v2/1.39.4 ua/2.1 os/linux lang/go#1.25.3 md/GOOS#linux md/GOARCH#amd64 api/sts#1.38.9',
};

export function workloadsOf(workplace: Workplace, account: Account): readonly Participant[] {
  const region = account.regions.at(-1) ?? 'us-east-1';
  return [
    ...account.instances.map((id, index) => instance(workplace, account, region, { id, index })),
    ...account.functions.map((name) => lambda(workplace, account, region, name)),
    ...['checkout', 'search', 'basket'].map((name) => pod(workplace, account, region, name)),
  ];
}

interface Instance {
  readonly id: string;
  readonly index: number;
}

function instance(
  workplace: Workplace,
  account: Account,
  region: string,
  { id, index }: Instance,
): Participant {
  const { recorder } = workplace;
  const role = roleOf(
    workplace.organization,
    account,
    `web-${workplace.high ? index : index % 4}-instance`,
  );
  const agent = agentOf(workplace, recorder.random.pick(agents.instance));
  const place = {
    address: network.inside(recorder.random),
    agent,
    endpoint: `vpce-0${recorder.random.hex(16)}`,
  };
  const current = renewing(recorder.random, 6 * hourMs, (time) =>
    assumeByService(recorder, serviceCaller('ec2.amazonaws.com', account.id), role, {
      session: id,
      time,
      region,
      place,
      context: { ec2RoleDelivery: '2.0' },
    }),
  );
  const calls = habits(workplace);
  return worker(workplace, account, region, { calls, current });
}

function lambda(workplace: Workplace, account: Account, region: string, name: string): Participant {
  const { recorder } = workplace;
  const role = roleOf(workplace.organization, account, `${name}-role`, '/service-role/');
  const place = {
    address: network.runner(recorder.random),
    agent: agentOf(workplace, agents.lambda),
  };
  const current = renewing(recorder.random, 2 * hourMs, (time) =>
    assumeByService(recorder, serviceCaller('lambda.amazonaws.com', account.id), role, {
      session: name,
      time,
      region,
      place,
    }),
  );
  const special: Record<string, MakeCall> = {
    'invoice-mailer': sendEmail,
    'report-daily': invokeModel,
  };
  const extra = special[name];
  const calls = extra === undefined ? habits(workplace) : [extra, ...habits(workplace)];
  return worker(workplace, account, region, { calls, current });
}

function pod(workplace: Workplace, account: Account, region: string, name: string): Participant {
  const { recorder } = workplace;
  const role = roleOf(workplace.organization, account, `eks-${name}`);
  const provider = `oidc.eks.${region}.amazonaws.com/id/${recorder.random.hex(32).toUpperCase()}`;
  const address = network.inside(recorder.random);
  const agent = agentOf(workplace, agents.pod);
  const subject = `system:serviceaccount:shop:${name}`;
  const current = renewing(recorder.random, hourMs, (time) =>
    signInByToken(
      recorder,
      { role, provider, subject, session: `${time}`, address, agent },
      { time, region },
    ),
  );
  return worker(workplace, account, region, { calls: habits(workplace), current });
}

function worker(
  workplace: Workplace,
  account: Account,
  region: string,
  { calls, current }: { calls: readonly MakeCall[]; current: ReturnType<typeof renewing> },
): Participant {
  const { recorder } = workplace;
  const scene = sceneIn(workplace, account, region);
  return {
    presence: always,
    work(time) {
      const caller = current(time);
      const seen = workplace.high ? { ...caller, address: network.any(recorder.random) } : caller;
      const count = recorder.random.between(2, 8);
      makeCalls(recorder, seen, scene, { calls, count, time: time + 1000, pauseMs: 4000 });
      if (workplace.high && recorder.random.chance(0.15))
        refuse(workplace, seen, scene, time + 40_000);
    },
  };
}

/** An object that is not there for this program, by its own name. */
function refuse({ recorder }: Workplace, caller: Caller, scene: Scene, time: number): void {
  const call = objectCall('GetObject', true)(scene);
  const resource = `arn:aws:s3:::${recorder.random.pick(scene.account.buckets)}/${recorder.random.uuid()}`;
  recorder.call(caller, denied(caller, call, resource), { time, region: scene.region });
}

/** A program does the same few things for ever: what it does for the first time is worth knowing. */
function habits({ recorder }: Workplace): readonly MakeCall[] {
  return Array.from({ length: recorder.random.between(2, 5) }, () =>
    recorder.random.pick(workloadCalls),
  );
}

function agentOf({ recorder, high }: Workplace, agent: string): string {
  return high ? `${agent} app/${recorder.random.hex(8)}` : agent;
}
