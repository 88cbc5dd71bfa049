import { forEachCall } from '../by-region.ts';
import { confirmWithOwner, readSameCredentials } from '../caller-steps.ts';
import { cli } from '../cli.ts';
import { defineRunbook, keepFirst, step } from '../runbook.ts';

/** A Kubernetes cluster was opened, somebody became its administrator, or it stopped writing its log. */
export const clusterChanged = defineRunbook({
  id: 'cluster-changed',
  title: 'A Kubernetes cluster was opened or changed',
  appliesTo: { rules: ['eks-*'], actions: ['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'] },

  steps: forEachCall((alert, { text }) => {
    const { region } = alert;
    const cluster = text('requestParameters.name', 'requestParameters.clusterName');
    const principal = text('requestParameters.principalArn');
    const opened = text('requestParameters.resourcesVpcConfig.publicAccessCidrs') && cluster;
    return [
      keepFirst(
        'Keep the settings of the cluster.',
        'resource owner',
        cli`aws eks describe-cluster --region ${region} --name ${cluster}`,
      ),
      keepFirst(
        'Keep which rights the entry gives: they are deleted with it.',
        'resource owner',
        cli`aws eks list-associated-access-policies --region ${region} --cluster-name ${cluster} --principal-arn ${principal}`,
      ),
      step('contain', 'Take the rights in the cluster away.', {
        command: cli`aws eks delete-access-entry --region ${region} --cluster-name ${cluster} --principal-arn ${principal}`,
        breaks: `${principal ?? 'The principal'} can no longer use the cluster.`,
        rollback:
          'Create the entry with aws eks create-access-entry, and give it the policies that were kept first with aws eks associate-access-policy.',
        owner: 'resource owner',
      }),
      step('contain', 'Close the endpoint of the cluster to the internet.', {
        command: cli`aws eks update-cluster-config --region ${region} --name ${opened} --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true`,
        breaks: 'Everybody who reaches the cluster from outside its network, pipelines as well.',
        rollback: 'Give the same command the endpoint settings that were kept first.',
        owner: 'resource owner',
      }),
      confirmWithOwner(alert),
      readSameCredentials(alert, { text }),
      step('investigate', 'List who may use the cluster.', {
        command: cli`aws eks list-access-entries --region ${region} --cluster-name ${cluster}`,
      }),
      step('eradicate', 'Write every kind of log of the control plane again.', {
        command: cli`aws eks update-cluster-config --region ${region} --name ${cluster} --logging ${everyLog}`,
        breaks: 'Nothing; the logs cost storage.',
        rollback: 'Switch single kinds of log off again with the same command.',
        owner: 'logging team',
      }),
      step('verify', 'Read in the audit log of the cluster what the new rights were used for.'),
      step('tell', 'Tell the owners of what runs in the cluster.'),
    ];
  }),
});

const everyLog = JSON.stringify({
  clusterLogging: [
    {
      types: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
      enabled: true,
    },
  ],
});
