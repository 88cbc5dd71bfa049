import { exposureActs, passedRole } from './access.ts';
import { type ActTable, all, either, type ReadActs, say } from './act.ts';
import { openings } from './network.ts';

const repository: ReadActs = all(
  say('replace the policy of repository {repositoryName}'),
  exposureActs('repository', 'repositoryName'),
);

export const ecrActs: ActTable = {
  SetRepositoryPolicy: repository,
  PutRegistryPolicy: all(
    say('replace the policy of ECR registry {registryId}'),
    exposureActs('ECR registry', 'registryId'),
  ),
  PutImage: say('push image {imageTag|imageManifestDigest} to repository {repositoryName}', {
    object: 'repositoryName',
  }),
  BatchDeleteImage: say('delete images of repository {repositoryName}'),
  DeleteRepository: say('delete repository {repositoryName}'),
  PutImageScanningConfiguration: say('change the image scanning of repository {repositoryName}'),
  GetAuthorizationToken: say('get an authorization token for ECR'),
};

export const ecsActs: ActTable = {
  RegisterTaskDefinition: all(
    say('register task definition {family} with images {containerDefinitions.image}'),
    passedRole('task definition', 'family'),
  ),
  RunTask: all(
    say('run task {taskDefinition} in cluster {cluster}'),
    passedRole('task', 'taskDefinition'),
  ),
  StartTask: say('start task {taskDefinition} in cluster {cluster}'),
  UpdateService: say('change service {service} in cluster {cluster}'),
  CreateService: say('create service {serviceName} in cluster {cluster}'),
  ExecuteCommand: say('run a command in container {container} of task {task}', { object: 'task' }),
  DeleteCluster: say('delete cluster {cluster}'),
};

export const eksActs: ActTable = {
  CreateAccessEntry: say('let {principalArn} into cluster {name|clusterName}', {
    object: 'name|clusterName',
    principal: 'principalArn',
  }),
  AssociateAccessPolicy: say('give {principalArn} {policyArn} in cluster {name|clusterName}', {
    object: 'name|clusterName',
    privilege: 'policyArn',
    principal: 'principalArn',
  }),
  UpdateAccessEntry: say('change the access of {principalArn} to cluster {name|clusterName}'),
  UpdateClusterConfig: either(
    openings('cluster', 'name'),
    say('change the configuration of cluster {name}'),
  ),
  CreateCluster: all(say('create cluster {name}'), openings('cluster', 'name')),
  DeleteCluster: say('delete cluster {name}'),
  CreatePodIdentityAssociation: all(
    say('give pods of {namespace}/{serviceAccount} in cluster {clusterName|name} a role'),
    passedRole('pods of cluster', 'clusterName|name'),
  ),
  AssociateIdentityProviderConfig: say('add an identity provider to cluster {clusterName|name}'),
  CreateNodegroup: all(
    say('create node group {nodegroupName} of cluster {clusterName|name}'),
    passedRole('node group', 'nodegroupName'),
  ),
};
