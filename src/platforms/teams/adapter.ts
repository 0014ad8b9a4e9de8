import {
	type Activity,
	CloudAdapter,
	ConfigurationBotFrameworkAuthentication,
	ConfigurationServiceClientCredentialFactory,
	type InvokeResponse,
	type TurnContext,
} from "botbuilder";
import { TokenError } from "./errors.ts";

/** What the bot speaks to Teams as. */
export type Credentials = { appId: string; password: string; homeTenant: string };

/** The far ends that tests put on loopback: Microsoft's signing keys, and the token that the bot speaks with. */
export type Endpoints = { openId: string; token: () => Promise<string> };

type Authentication = ConfigurationBotFrameworkAuthentication;
type ConnectorFactory = ReturnType<Authentication["createConnectorFactory"]>;
type Connector = Awaited<ReturnType<ConnectorFactory["create"]>>;
type CredentialsFactory = NonNullable<
	ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[1]
>;
type Policy = {
	name: string;
	sendRequest(
		request: { abortSignal?: AbortSignal },
		next: (request: object) => Promise<object>,
	): Promise<object>;
};

/** botbuilder's adapter: verifies what comes in, and makes each call to Teams once. */
export type Adapter = OnceAdapter;

const channelIssuer = "https://api.botframework.com";

/** Creates the adapter. Without credentials it verifies nothing: then only loopback may reach it. */
export function createAdapter(options: {
	credentials?: Credentials;
	endpoints?: Endpoints;
	timeoutMs: number;
}): Adapter {
	const { credentials, endpoints, timeoutMs } = options;
	const factory =
		credentials && endpoints
			? givenToken(credentials.appId, endpoints.token)
			: new ConfigurationServiceClientCredentialFactory(
					credentials && {
						MicrosoftAppId: credentials.appId,
						MicrosoftAppPassword: credentials.password,
						MicrosoftAppType: "SingleTenant",
						MicrosoftAppTenantId: credentials.homeTenant,
					},
				);
	return new OnceAdapter(new OnceAuthentication(cloud(endpoints), factory, timeoutMs));
}

/**
 * Whether the verified token of this turn was issued by the Bot Framework for a channel. botbuilder
 * also takes tokens of its emulator and of skills, whose service URL it does not check.
 */
export function isFromChannel(context: TurnContext, adapter: Adapter): boolean {
	const identity: { getClaimValue(name: string): string | null } | undefined = context.turnState.get(
		adapter.BotIdentityKey,
	);
	return identity?.getClaimValue("iss") === channelIssuer;
}

class OnceAdapter extends CloudAdapter {
	/**
	 * Verifies an activity and runs its turn. `CloudAdapter.process` would do as much, but it prints
	 * errors and sends their text in the response.
	 */
	run(
		authorization: string,
		activity: Activity,
		logic: (context: TurnContext) => Promise<void>,
	): Promise<InvokeResponse | undefined> {
		return this.processActivity(authorization, activity, logic);
	}
}

class OnceAuthentication extends ConfigurationBotFrameworkAuthentication {
	#timeoutMs: number;

	constructor(
		options: ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>[0],
		factory: CredentialsFactory,
		timeoutMs: number,
	) {
		super(options, factory);
		this.#timeoutMs = timeoutMs;
	}

	override async authenticateRequest(activity: Activity, header: string) {
		const result = await super.authenticateRequest(activity, header);
		return { ...result, connectorFactory: result.connectorFactory && this.#once(result.connectorFactory) };
	}

	override createConnectorFactory(identity: Parameters<Authentication["createConnectorFactory"]>[0]) {
		return this.#once(super.createConnectorFactory(identity));
	}

	#once(factory: ConnectorFactory): ConnectorFactory {
		return {
			create: async (serviceUrl, audience) =>
				callingOnce(await factory.create(serviceUrl, audience), this.#timeoutMs),
		};
	}
}

/** No option of botbuilder stops its three repeats, so its retry policy goes; with it goes the following of redirects, which would take the token elsewhere. */
function callingOnce(connector: Connector, timeoutMs: number): Connector {
	const { pipeline } = (
		connector as unknown as {
			client: {
				pipeline: {
					removePolicy(policy: { name: string }): object[];
					addPolicy(policy: Policy, where: { beforePolicies: string[] }): void;
				};
			};
		}
	).client;
	for (const name of ["defaultRetryPolicy", "redirectPolicy"])
		if (pipeline.removePolicy({ name }).length !== 1) throw new Error(`botbuilder no longer has its ${name}`);
	pipeline.addPolicy(
		{
			name: "timeout",
			sendRequest: (request, next) => {
				request.abortSignal = AbortSignal.timeout(timeoutMs);
				return next(request);
			},
		},
		{ beforePolicies: ["ServiceClientContext_Credentials_SignRequest"] },
	);
	const sign = connector.credentials.signRequest.bind(connector.credentials);
	connector.credentials = {
		signRequest: (request) =>
			sign(request).catch((cause: unknown) => {
				throw new TokenError("no token", { cause });
			}),
	};
	return connector;
}

function cloud(endpoints: Endpoints | undefined) {
	if (!endpoints) return {};
	return {
		ValidateAuthority: false,
		ToChannelFromBotLoginUrl: "https://login.microsoftonline.com/botframework.com",
		ToChannelFromBotOAuthScope: channelIssuer,
		ToBotFromChannelTokenIssuer: channelIssuer,
		OAuthUrl: channelIssuer,
		ToBotFromChannelOpenIdMetadataUrl: endpoints.openId,
		ToBotFromEmulatorOpenIdMetadataUrl: endpoints.openId,
		CallerId: "",
	};
}

function givenToken(appId: string, token: Endpoints["token"]): CredentialsFactory {
	return {
		isValidAppId: async (id) => id === appId,
		isAuthenticationDisabled: async () => false,
		createCredentials: async () => ({
			signRequest: async (request) => {
				request.headers.set("authorization", `Bearer ${await token()}`);
				return request;
			},
		}),
	};
}
