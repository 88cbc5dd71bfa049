import { bag, list, pick, pickText } from '#src/normalize/untyped.ts';
import { type Offer, scaled } from './instance-price.ts';
import { unitPrices } from './prices.ts';
import { at, count, machines, numberIn, type Priced, type Read } from './reading.ts';

const database: Read = ({ request, response }) => {
  const type = pickText(request, 'dBInstanceClass', 'dbInstanceClass', 'DBInstanceClass');
  if (type === '') return [];
  const engine = pickText(request, 'engine') || pickText(response, 'engine');
  const priced = machines(type, count(1), offerOf(engine));
  const isDouble = pick(request, 'multiAZ', 'MultiAZ') === true;
  const storage = 'storage, backups and traffic not counted';
  if (!isDouble || priced.each === undefined) return [{ ...priced, assumptions: [storage] }];
  return [{ ...priced, each: scaled(priced.each, 2), assumptions: ['two zones', storage] }];
};

function offerOf(engine: string): Offer {
  const name = engine.toLowerCase();
  if (/^(?:aurora|docdb|neptune)/.test(name)) return 'aurora';
  if (/^(?:oracle|sqlserver|db2|custom)/.test(name)) return 'rdsLicensed';
  return /^(?:mysql|postgres|mariadb)/.test(name) ? 'rds' : 'rdsLicensed';
}

/** ElastiCache and MemoryDB: groups of nodes with copies. */
const cache: Read = ({ request }) => {
  const type = pickText(request, 'cacheNodeType', 'nodeType');
  const groups = numberIn(request, 'numNodeGroups', 'numShards') ?? 1;
  const copies = numberIn(request, 'replicasPerNodeGroup', 'numReplicasPerShard') ?? 0;
  const nodes = numberIn(request, 'numCacheNodes', 'numCacheClusters') ?? groups * (copies + 1);
  return type === '' ? [] : [machines(type, count(nodes), 'cache')];
};

const redshift: Read = ({ request }) => {
  const type = pickText(request, 'nodeType');
  return type === '' ? [] : [machines(type, count(numberIn(request, 'numberOfNodes') ?? 1))];
};

const redshiftServerless: Read = ({ request }) => {
  const units = numberIn(request, 'baseCapacity') ?? 128;
  const high = numberIn(request, 'maxCapacity') ?? units;
  return [
    {
      what: 'Redshift processing unit',
      count: count(0, high),
      each: unitPrices.redshiftServerlessUnit,
      assumptions: ['paid only while queries run'],
    },
  ];
};

const search: Read = ({ request }) => {
  const cluster = [at(request, 'clusterConfig'), at(request, 'elasticsearchClusterConfig')].find(
    (each) => Object.keys(each).length > 0,
  );
  if (cluster === undefined) return [];
  const nodes = (prefix: string): readonly Priced[] => {
    const [type, howMany] =
      prefix === '' ? ['instanceType', 'instanceCount'] : [`${prefix}Type`, `${prefix}Count`];
    const named = pickText(cluster, type);
    return named === '' ? [] : [machines(named, count(numberIn(cluster, howMany) ?? 1), 'search')];
  };
  return [...nodes(''), ...nodes('dedicatedMaster'), ...nodes('warm')];
};

const table: Read = ({ request }) => {
  const throughput = at(request, 'provisionedThroughput');
  const reads = numberIn(throughput, 'readCapacityUnits') ?? 0;
  const writes = numberIn(throughput, 'writeCapacityUnits') ?? 0;
  const priced = [
    { what: 'read unit of DynamoDB', count: count(reads), each: unitPrices.dynamoReadUnit },
    { what: 'write unit of DynamoDB', count: count(writes), each: unitPrices.dynamoWriteUnit },
  ];
  return priced.filter((each) => each.count.high > 0);
};

const stream: Read = ({ request }) => {
  const shards = numberIn(request, 'shardCount', 'targetShardCount') ?? 1;
  return [{ what: 'Kinesis shard', count: count(shards), each: unitPrices.kinesisShard }];
};

const kafka: Read = ({ request }) => {
  const provisioned = at(request, 'provisioned');
  const from = Object.keys(provisioned).length > 0 ? provisioned : request;
  const type = pickText(at(from, 'brokerNodeGroupInfo'), 'instanceType');
  const brokers = numberIn(from, 'numberOfBrokerNodes') ?? 1;
  return type === '' ? [] : [machines(type, count(brokers), 'kafka')];
};

/** Notebooks, training, processing and endpoints all name a type and a number, each in a place of its own. */
const sagemaker: Read = ({ request }) => {
  const places = [
    request,
    at(request, 'resourceConfig'),
    at(request, 'processingResources', 'clusterConfig'),
    at(request, 'transformResources'),
    ...list(pick(request, 'productionVariants')).map(bag),
    ...list(pick(request, 'instanceGroups')).map(bag),
  ];
  return places.flatMap((place) => {
    const type = pickText(place, 'instanceType');
    const howMany = numberIn(place, 'instanceCount', 'initialInstanceCount') ?? 1;
    return type === '' ? [] : [machines(type, count(howMany), 'sagemaker')];
  });
};

/** Calls that start databases and other managed machines. */
export const managedCalls: readonly (readonly [string, Read])[] = [
  ['rds:CreateDBInstance', database],
  ['rds:CreateDBInstanceReadReplica', database],
  ['rds:ModifyDBInstance', database],
  ['rds:RestoreDBInstanceFromDBSnapshot', database],
  ['rds:RestoreDBInstanceToPointInTime', database],
  ['rds:CreateDBCluster', database],
  ['elasticache:CreateCacheCluster', cache],
  ['elasticache:CreateReplicationGroup', cache],
  ['memorydb:CreateCluster', cache],
  ['redshift:CreateCluster', redshift],
  ['redshift:ModifyCluster', redshift],
  ['redshift:ResizeCluster', redshift],
  ['redshift:RestoreFromClusterSnapshot', redshift],
  ['redshift-serverless:CreateWorkgroup', redshiftServerless],
  ['redshift-serverless:UpdateWorkgroup', redshiftServerless],
  ['es:CreateDomain', search],
  ['es:CreateElasticsearchDomain', search],
  ['es:UpdateDomainConfig', search],
  ['es:UpdateElasticsearchDomainConfig', search],
  ['dynamodb:CreateTable', table],
  ['dynamodb:UpdateTable', table],
  ['kinesis:CreateStream', stream],
  ['kinesis:UpdateShardCount', stream],
  ['kafka:CreateCluster', kafka],
  ['kafka:CreateClusterV2', kafka],
  ['sagemaker:CreateNotebookInstance', sagemaker],
  ['sagemaker:UpdateNotebookInstance', sagemaker],
  ['sagemaker:CreateTrainingJob', sagemaker],
  ['sagemaker:CreateProcessingJob', sagemaker],
  ['sagemaker:CreateTransformJob', sagemaker],
  ['sagemaker:CreateEndpointConfig', sagemaker],
  ['sagemaker:CreateCluster', sagemaker],
];
