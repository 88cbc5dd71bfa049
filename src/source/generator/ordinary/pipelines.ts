import type { Role } from '../caller.ts';
import { roleOf } from '../directory.ts';
import { signInByToken } from '../federation.ts';
import { type Account, network } from '../organization.ts';
import { assumeRole } from '../recorder.ts';
import { makeCalls, type Participant, sceneIn, type Workplace } from './participant.ts';
import { applyCalls, deployCalls, planCalls } from './pipeline-calls.ts';

const provider = 'token.actions.githubusercontent.com';
const terraformAgent =
  'APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.18.0 (+https://registry.terraform.io/providers/hashicorp/aws) aws-sdk-go-v2/1.39.4 ua/2.1 os/linux lang/go#1.24.9 md/GOOS#linux md/GOARCH#amd64';
const actionsAgent =
  'aws-sdk-js/3.917.0 ua/2.1 os/linux#6.11.0 lang/js md/nodejs#20.19.5 api/sts#3.917.0 configure-aws-credentials-for-github-actions';

export function pipelinesOf(workplace: Workplace): readonly Participant[] {
  const { accounts, management } = workplace.organization;
  const hub = roleOf(workplace.organization, management, 'github-infrastructure');
  return accounts.flatMap((account) => [
    terraform(workplace, account, hub),
    deployment(workplace, account),
  ]);
}

/** GitHub → a role of the management account → a role of the account that is changed. */
function terraform(workplace: Workplace, account: Account, hub: Role): Participant {
  const { recorder } = workplace;
  const { random } = recorder;
  const role = roleOf(workplace.organization, account, 'terraform', '/automation/');
  return {
    presence: workHours,
    work(time) {
      const region = random.pick(account.regions);
      const address = network.runner(random);
      const run = `infrastructure-${random.below(100_000)}`;
      const runner = signInByToken(
        recorder,
        {
          role: hub,
          provider,
          subject: 'repo:example/infrastructure:ref:refs/heads/main',
          session: run,
          address,
          agent: actionsAgent,
        },
        { time, region: 'us-east-1' },
      );
      const agent = terraformAgent;
      const caller = assumeRole(recorder, { ...runner, agent }, role, {
        session: run,
        time: time + 9_000,
        region: 'us-east-1',
      });
      const scene = sceneIn(workplace, account, region);
      const count = random.between(20, 60);
      makeCalls(recorder, caller, scene, {
        calls: planCalls,
        count,
        time: time + 15_000,
        pauseMs: 800,
      });
      if (!random.chance(0.4)) return;
      const changes = random.between(1, 6);
      makeCalls(recorder, caller, scene, {
        calls: applyCalls,
        count: changes,
        time: time + 120_000,
        pauseMs: 3000,
      });
    },
  };
}

function deployment(workplace: Workplace, account: Account): Participant {
  const { recorder } = workplace;
  const { random } = recorder;
  const role = roleOf(workplace.organization, account, 'github-deploy');
  return {
    presence: workHours,
    work(time) {
      const region = random.pick(account.regions);
      const caller = signInByToken(
        recorder,
        {
          role,
          provider,
          subject: 'repo:example/shop:ref:refs/heads/main',
          session: 'GitHubActions',
          address: network.runner(random),
          agent: actionsAgent,
        },
        { time, region },
      );
      const count = random.between(3, 9);
      makeCalls(recorder, caller, sceneIn(workplace, account, region), {
        calls: deployCalls,
        count,
        time: time + 20_000,
        pauseMs: 9000,
      });
    },
  };
}

function workHours(time: number): number {
  const at = new Date(time);
  const weekend = at.getUTCDay() % 6 === 0;
  if (weekend) return 0.1;
  return at.getUTCHours() >= 7 && at.getUTCHours() < 19 ? 1 : 0.2;
}
