import { bag, list, pick, pickText } from '../../untyped.ts';
import { exposureActs, passedRole } from './access.ts';
import {
  type Act,
  type ActTable,
  all,
  either,
  fieldText,
  type ReadActs,
  say,
  when,
} from './act.ts';
import { networkActs, openings } from './network.ts';
import { clean, joined } from './words.ts';

/** Who loses a share is the other half of a sharing attribute. */
const unshare =
  (kind: string, field: string, attribute: string): ReadActs =>
  (call) => {
    const removed = list(pick(bag(pick(call.request, attribute)), 'remove')).map(bag);
    const names = removed.map((entry) => pickText(entry, 'group', 'userId')).filter(Boolean);
    if (names.length === 0) return [];
    const object = fieldText(call, field);
    const what = `sharing ${kind} ${object} with ${joined(names.map(clean))}`;
    return [{ verb: 'stop', what, object }];
  };

const sharing = (kind: string, field: string, attribute: string): ReadActs =>
  either(
    all(exposureActs(kind, field, 'copy'), unshare(kind, field, attribute)),
    say(`change who may use ${kind} {${field}}`),
  );

const instances = 'instancesSet.instanceId|instanceIds|instanceId';

const runInstances: ReadActs = (call) => {
  const ids = fieldText(call, 'instancesSet.instanceId');
  const count = list(call.response['instancesSet']).length || 1;
  const type = fieldText(call, 'instanceType') || 'default';
  const noun = count === 1 ? 'instance' : 'instances';
  const image = fieldText(call, 'imageId|instancesSet.imageId') || '(not named)';
  const act: Act = {
    verb: 'start',
    what: `${count} new ${noun} of type ${type} from ${image}${ids === '' ? '' : ` (${ids})`}`,
    object: ids,
  };
  return [act];
};

const modifyInstance: ReadActs = either(
  when('userData', undefined, say('change the user data of instance {instanceId}')),
  when('groupSet', undefined, say('change the security groups of instance {instanceId}')),
  when(
    'disableApiTermination',
    'false',
    say('remove the termination protection of instance {instanceId}'),
  ),
  when('instanceType', undefined, say('change the type of instance {instanceId}')),
  say('change an attribute of instance {instanceId}'),
);

const computeActs: ActTable = {
  RunInstances: all(runInstances, passedRole('instance', 'instancesSet.instanceId')),
  StartInstances: say(`start instances {${instances}}`),
  StopInstances: say(`stop instances {${instances}}`),
  RebootInstances: say(`reboot instances {${instances}}`),
  TerminateInstances: say(`terminate instances {${instances}}`),
  ModifyInstanceAttribute: modifyInstance,
  ModifyInstanceMetadataOptions: either(
    when(
      'ModifyInstanceMetadataOptionsRequest.HttpTokens',
      'optional',
      say('allow IMDSv1 on instance {modifyInstanceMetadataOptionsRequest.instanceId}'),
    ),
    when('httpTokens', 'optional', say('allow IMDSv1 on instance {instanceId}')),
    say(
      'change the metadata options of instance {instanceId|modifyInstanceMetadataOptionsRequest.instanceId}',
    ),
  ),
  AssociateIamInstanceProfile: passedRole(
    'instance',
    'associateIamInstanceProfileRequest.instanceId|instanceId',
  ),
  ReplaceIamInstanceProfileAssociation: say(
    'replace instance profile association {replaceIamInstanceProfileAssociationRequest.associationId|associationId}',
  ),
  DisassociateIamInstanceProfile: say('remove instance profile association {associationId}'),
  CreateKeyPair: say('create key pair {keyName}'),
  ImportKeyPair: say('import key pair {keyName}'),
  GetPasswordData: say('read the administrator password of instance {instanceId}'),
  GetConsoleOutput: say('read the console output of instance {instanceId}'),
  GetConsoleScreenshot: say('take a screenshot of instance {instanceId}'),
  DescribeInstanceAttribute: either(
    when('attribute', 'userData', say('read the user data of instance {instanceId}')),
    say('read the {attribute} attribute of instance {instanceId}', { object: 'instanceId' }),
  ),
  EnableSerialConsoleAccess: say('enable the EC2 serial console in the account'),
  CreateLaunchTemplate: say(
    'create launch template {createLaunchTemplateRequest.launchTemplateName|launchTemplateName}',
  ),
  CreateLaunchTemplateVersion: say(
    'create a version of launch template {createLaunchTemplateVersionRequest.launchTemplateId|launchTemplateId}',
  ),
  RequestSpotInstances: say('request Spot Instances'),
  CreateFleet: say('create an EC2 Fleet'),
};

const imageActs: ActTable = {
  ModifySnapshotAttribute: sharing('snapshot', 'snapshotId', 'createVolumePermission'),
  ModifyImageAttribute: sharing('image', 'imageId', 'launchPermission'),
  ResetSnapshotAttribute: say('stop sharing snapshot {snapshotId}'),
  CreateSnapshot: say('take a snapshot of volume {volumeId}', { object: 'snapshotId|volumeId' }),
  CreateSnapshots: say(
    'take snapshots of instance {createSnapshotsRequest.instanceSpecification.instanceId}',
  ),
  CopySnapshot: say('copy snapshot {sourceSnapshotId} from {sourceRegion}'),
  DeleteSnapshot: say('delete snapshot {snapshotId}'),
  SharedSnapshotCopyInitiated: say('copy shared snapshot {snapshotId}'),
  SharedSnapshotVolumeCreated: say('make a volume of shared snapshot {snapshotId}'),
  CreateImage: say('make image {name} of instance {instanceId}', { object: 'imageId|name' }),
  CopyImage: say('copy image {sourceImageId} from {sourceRegion}'),
  DeregisterImage: say('deregister image {imageId}'),
  CreateStoreImageTask: say('store image {imageId} in bucket {bucket}'),
  CreateInstanceExportTask: say('export instance {instanceId} to bucket {exportToS3.s3Bucket}'),
  ExportImage: say('export image {imageId}'),
  CreateVolume: say('create volume {volumeId} from snapshot {snapshotId}'),
  AttachVolume: say('attach volume {volumeId} to instance {instanceId}'),
  DeleteVolume: say('delete volume {volumeId}'),
  DisableEbsEncryptionByDefault: say('disable the default encryption of EBS volumes'),
  DisableSnapshotBlockPublicAccess: say('allow public EBS snapshots in the account'),
  DisableImageBlockPublicAccess: say('allow public AMIs in the account'),
};

export const ec2Acts: ActTable = { ...networkActs, ...computeActs, ...imageActs };

export const instanceConnectActs: ActTable = {
  SendSSHPublicKey: say('push an SSH key to user {instanceOSUser} of instance {instanceId}', {
    object: 'instanceId',
  }),
  SendSerialConsoleSSHPublicKey: say(
    'push an SSH key to the serial console of instance {instanceId}',
  ),
};

export const ebsActs: ActTable = {
  ListSnapshotBlocks: say('list the blocks of snapshot {snapshotId}'),
  ListChangedBlocks: say('list the changed blocks of snapshot {secondSnapshotId}'),
  GetSnapshotBlock: say('read a block of snapshot {snapshotId}'),
};

export const lightsailActs: ActTable = {
  GetInstanceAccessDetails: say('get credentials of Lightsail instance {instanceName}'),
  DownloadDefaultKeyPair: say('download the default key pair of Lightsail'),
  OpenInstancePublicPorts: openings('instance', 'instanceName'),
  PutInstancePublicPorts: openings('instance', 'instanceName'),
};
